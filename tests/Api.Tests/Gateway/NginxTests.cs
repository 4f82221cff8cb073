using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TokenPlatform.Api.Tests.Gateway;

/// <summary>deploy/nginx.conf with the real nginx, in front of a small API. Ignored where nginx is not installed.</summary>
public sealed class NginxTests
{
    private PlatformServer _server = null!;
    private Place _place = null!;
    private WebApplication _api = null!;
    private Process? _nginx;
    private Uri _address = null!;

    [OneTimeSetUp]
    public async Task StartNginx()
    {
        if (!File.Exists("/usr/sbin/nginx"))
        {
            Assert.Ignore("nginx is not installed");
        }

        _server = new PlatformServer(("Server:TrustedProxies", "127.0.0.0/8"));
        _place = await _server.PlaceAsync();
        _api = await StartApiAsync();
        var folder = TestFolders.Create();
        var port = FreePort();
        _address = new Uri($"http://127.0.0.1:{port}");
        var configuration = (await File.ReadAllTextAsync(Deploy("nginx.conf")))
            .Replace("127.0.0.1:5080", _server.Address.Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8081", new Uri(_api.Urls.First()).Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", $"127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace(Guid.Empty.ToString(), _place.OrganizationId, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), configuration);
        File.Copy(Deploy("authorize.conf"), Path.Combine(folder, "authorize.conf"));
        File.Copy(Deploy("pass.conf"), Path.Combine(folder, "pass.conf"));
        _nginx = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", $"-p {folder} -c {folder}/nginx.conf -g \"daemon off; user root;\"") { UseShellExecute = false });
        await WaitForAsync(port);
    }

    [OneTimeTearDown]
    public async Task StopNginx()
    {
        if (_nginx is null)
        {
            return;
        }

        using (var quit = Process.Start("kill", $"-QUIT {_nginx.Id}"))
        {
            await quit.WaitForExitAsync();
        }

        await _nginx.WaitForExitAsync();
        _nginx.Dispose();
        await _api.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Request_WhenTokenMay_ReachesTheApiWithWhatIsKnownOfIt()
    {
        var (id, client) = await _server.IssueAsync(_place, new { name = "x", permissions = new[] { "orders:read" }, authorized_ip_addresses = new[] { "127.0.0.1" } });
        var (status, body) = await AskAsync("/orders/1", client.Token, ("X-Token-Id", "forged"), ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Uri", "/forged"));
        Assert.That((status, body), Is.EqualTo((200, $"/orders/1 {id} orders:read")));
    }

    [Test]
    public async Task Request_WhenThereIsNoToken_Is401AndTheApiNeverSeesIt()
    {
        Assert.That((await AskAsync("/orders/1", null)).Status, Is.EqualTo(401));
        Assert.That((await AskAsync("/orders/1", "nonsense")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Request_WhenTokenMayNot_Is403()
    {
        var (_, client) = await _server.IssueAsync(_place, new { name = "x", endpoint_paths = new[] { "/orders/**", "/reports/**" } });
        Assert.That((await AskAsync("/orders/1", client.Token)).Status, Is.EqualTo(200));
        Assert.That((await AskAsync("/admin", client.Token)).Status, Is.EqualTo(403));
        Assert.That((await AskAsync("/orders/%2e%2e/admin", client.Token)).Status, Is.EqualTo(403));
        Assert.That((await AskAsync("/reports/1", client.Token)).Status, Is.EqualTo(403));
        var (id, reader) = await _server.IssueAsync(_place, new { name = "x", permissions = new[] { "reports:read" } });
        var (status, body) = await AskAsync("/reports/1", reader.Token, ("X-Token-Id", "forged"), ("X-Token-Permissions", "everything"));
        Assert.That((status, body), Is.EqualTo((200, $"/reports/1 {id} reports:read")));
    }

    [Test]
    public async Task Request_WhenRateIsSpent_Is403()
    {
        var (_, client) = await _server.IssueAsync(_place, new { name = "x", rate_limit_rps = 1, rate_limit_burst = 1 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AskAsync("/orders/1", client.Token)));
        Assert.That(answers.Select(answer => answer.Status).Distinct().Order(), Is.EqualTo(new[] { 200, 403 }));
    }

    private async Task<(int Status, string Body)> AskAsync(string path, string? token, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{_address.GetLeftPart(UriPartial.Authority)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<WebApplication> StartApiAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = builder.Build();
        api.MapGet("/{**path}", (HttpRequest request) => $"{request.Path} {request.Headers["X-Token-Id"]} {request.Headers["X-Token-Permissions"]}");
        await api.StartAsync();
        return api;
    }

    private static string Deploy(string file) => Repository.PathOf("deploy", file);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitForAsync(int port)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }
}
