using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using TokenPlatform.Api.Authentication;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>What the server does with clients that take more than their share.</summary>
internal sealed class ConnectionTests
{
    [Test]
    public async Task Connection_WhenAsManyAsMayBeAreOpen_IsClosedAndTheOthersGoOn()
    {
        await using var server = new PlatformServer(("Server:MaxConnections", "2"));
        using var first = await ConnectAsync(server);
        Assert.That(await AskAsync(first), Does.StartWith("HTTP/1.1 200"));
        using (var second = await ConnectAsync(server))
        {
            Assert.That(await AskAsync(second), Does.StartWith("HTTP/1.1 200"));
            using var third = await ConnectAsync(server);
            Assert.That(await AskAsync(third), Is.Empty);
            Assert.That(await AskAsync(first), Does.StartWith("HTTP/1.1 200"));
        }

        // The server hears of the end a moment after it.
        Assert.That(async () => await AskOnceAsync(server), Does.StartWith("HTTP/1.1 200").After(10_000, 20));
    }

    [Test]
    public async Task Upload_WhenItIsHuge_IsAnsweredBeforeItWasSent()
    {
        await using var server = new PlatformServer();
        var place = await server.PlaceAsync();
        foreach (var (token, status) in new[] { (server.AdminToken, "413"), ("nonsense", "401") })
        {
            using var client = await ConnectAsync(server);
            var head = $"POST {place.Tokens} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{{";
            Assert.That(await SendAsync(client, head), Does.StartWith($"HTTP/1.1 {status}"));
        }
    }

    [Test]
    public async Task Upload_WhenItIsTooLarge_IsRefusedAfterAPause()
    {
        await using var server = new PlatformServer();
        using var client = await ConnectAsync(server);
        var began = Stopwatch.GetTimestamp();
        var head = $"POST /v1/tokens/verify HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.AdminToken}\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n{{";

        Assert.That(await SendAsync(client, head), Does.StartWith("HTTP/1.1 413"));
        Assert.That(Stopwatch.GetElapsedTime(began), Is.GreaterThanOrEqualTo(SlowRefusals.Pause * 0.9));
    }

    [TestCase(40 * 1024, 1)]
    [TestCase(1, 200)]
    public async Task Headers_WhenTooLongOrTooMany_Are431(int length, int count)
    {
        await using var server = new PlatformServer();
        using var client = await ConnectAsync(server);
        var headers = string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: {new string('a', length)}\r\n"));

        Assert.That(await SendAsync(client, $"GET /health/live HTTP/1.1\r\nHost: x\r\n{headers}\r\n"), Does.StartWith("HTTP/1.1 431"));
    }

    private static async Task<string> AskOnceAsync(PlatformServer server)
    {
        using var client = await ConnectAsync(server);
        return await AskAsync(client);
    }

    private static async Task<TcpClient> ConnectAsync(PlatformServer server)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        return client;
    }

    private static Task<string> AskAsync(TcpClient client) => SendAsync(client, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");

    /// <summary>The beginning of the answer; empty where the server closed instead.</summary>
    private static async Task<string> SendAsync(TcpClient client, string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var buffer = new byte[16 * 1024];
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), patience.Token);
            return Encoding.ASCII.GetString(buffer, 0, await client.GetStream().ReadAsync(buffer, patience.Token));
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
