using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>What the real program writes on its console.</summary>
public sealed class LogTests
{
    private const string Verify = "/v1/tokens/verify";
    private const string Me = "/v1/me";

    private static readonly HttpClient s_http = new();
    private readonly StringBuilder _console = new();
    private string _folder = null!;
    private bool _isVerbose;
    private string _token = null!;
    private ProcessRun _run = null!;
    private string _address = null!;

    [SetUp]
    public void Prepare()
    {
        _console.Clear();
        _folder = TestFolders.Create();
        _token = TokenSecret.Generate(SecretKind.Personal).Reveal();
    }

    [TearDown]
    public void Stop() => _run.Dispose();

    [TestCase("Information")]
    [TestCase("Verbose")]
    public async Task Log_WhenTokensAreSentEverywhere_HoldsNone(string level)
    {
        await StartAsync(("Serilog__MinimumLevel__Default", level), ("Serilog__MinimumLevel__Override__Microsoft.AspNetCore", level));
        var foreign = TokenSecret.Generate(SecretKind.App).Reveal();
        var bearer = ("Authorization", $"Bearer {_token}");
        await SendAsync("GET", $"/v1/me?token={_token}&{_token}=1", null, bearer);
        await SendAsync("GET", $"/v1/{_token}/{foreign}?{foreign}", null, ("X-API-Key", foreign), ("Cookie", $"vai_token={foreign}"));
        await SendAsync("GET", $"/v1/orgs/{foreign}", null, bearer, ("User-Agent", foreign), ("Referer", $"https://x/{foreign}"));
        await SendAsync("GET", Me, null, bearer, ("X-Request-Id", foreign), ("traceparent", foreign), ("Authorization", foreign));
        await SendAsync("POST", Verify, $$"""{"token":"{{foreign}}"}""", bearer);
        await SendAsync("POST", Verify, $$"""{"token":{"{{foreign}}":1},"cost":"{{foreign}}"}""", bearer);
        await SendAsync("POST", Verify, $$"""{"token":"{{foreign}}" not json {{_token}}""", bearer);
        await SendAsync(foreign, Me, null, bearer);
        await SendRawAsync($"GET /?{foreign} HTTP/1.1 {_token}\r\n\r\n");
        await SendRawAsync($"GET / HTTP/1.1\r\nHost: {foreign} {_token}\r\n{_token}\r\n\r\n");
        await SendRawAsync($"{foreign}\r\n\r\n");
        await SendAsync("GET", "/v1/orgs", null, ("X-Request-Id", "the-end"));
        Assert.Multiple(() =>
        {
            Assert.That(_console.ToString(), Does.Not.Contain(foreign).And.Not.Contain(_token));
            Assert.That(_console.ToString(), Does.Contain("/v1/tkp_***/tka_***"));
            Assert.That(Events().Where(entry => (int?)entry["properties"]?["Status"] == 200).Select(Path), level == "Verbose" ? Does.Contain(Verify).And.Contain(Me) : Does.Not.Contain(Verify).And.Not.Contain(Me), "Asked for every request of somebody's API");
            Assert.That(Events().Select(entry => (string?)entry["source"]), Has.None.EqualTo("Microsoft.AspNetCore.Hosting.Diagnostics"));
        });
    }

    [Test]
    public async Task Log_WhenTokenIsEscapedInThePath_HoldsNoneOfIt()
    {
        await StartAsync();
        var body = _token[4..];
        await SendAsync("GET", $"/v1/tkp%5F{body}");
        await SendAsync("GET", $"/v1/tkp%255F{body}");
        await SendAsync("GET", $"/v1/tkp%252525255F{body}");
        Assert.That(_console.ToString(), Does.Not.Contain(body));
        Assert.That(Events().Select(Path), Has.Exactly(2).EqualTo("/v1/tkp_***").And.Exactly(1).EqualTo("…"));
    }

    [Test]
    public async Task RequestLine_WhenAnswered_SaysWhatHappenedAndNoMore()
    {
        await StartAsync();
        await SendAsync("DELETE", $"/v1/orgs/{Guid.NewGuid()}/apps/x/tokens/y?reason=secret-reason", null, ("Authorization", $"Bearer {_token}"), ("X-Request-Id", "mine-1"));
        var line = Events().OfRequest("mine-1").Single();
        Assert.Multiple(() =>
        {
            Assert.That((string?)line["level"], Is.EqualTo("Information"));
            Assert.That(line["properties"]!.AsObject().Select(property => property.Key), Is.EquivalentTo(new[] { "Method", "Path", "Status", "ElapsedMs", "ConnectionId" }));
            Assert.That((string?)line["properties"]!["Method"], Is.EqualTo("DELETE"));
            Assert.That(Path(line), Is.EqualTo("/v1/orgs/{org_id}/apps/{app_id}/tokens/{token_id}"));
            Assert.That((int?)line["properties"]!["Status"], Is.EqualTo(404));
            Assert.That((double?)line["properties"]!["ElapsedMs"], Is.GreaterThan(0));
            Assert.That(DateTimeOffset.Parse((string)line["time"]!, CultureInfo.InvariantCulture).Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(_console.ToString(), Does.Not.Contain("secret-reason"));
        });
    }

    [Test]
    public async Task EveryEvent_WhenARequestBreaks_CarriesItsId()
    {
        await StartAsync();
        await using (var database = new SqliteConnection($"Data Source={System.IO.Path.Combine(_folder, "data", "tokenplatform.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "ALTER TABLE tokens RENAME TO elsewhere";
            await command.ExecuteNonQueryAsync();
        }

        var before = Events().Count;
        await SendAsync("GET", Me, null, ("Authorization", $"Bearer {_token}"), ("X-Request-Id", "broken-1"));
        var written = Events().Skip(before).ToList();
        Assert.That(written, Has.Count.GreaterThan(1));
        Assert.That(written.Select(entry => (string?)entry["request_id"]), Is.All.EqualTo("broken-1"));
        var failure = written.Single(entry => entry.ContainsKey("exception"));
        Assert.That((string?)failure["level"], Is.EqualTo("Error"));
        Assert.That((string?)failure["exception"], Does.Contain("no such table"));
    }

    private static string? Path(JsonObject entry) => (string?)entry["properties"]?["Path"];

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        _isVerbose = settings.Any(setting => setting.Value == "Verbose");
        _run = ProcessRun.Start(_folder, "--urls http://127.0.0.1:0", [("Bootstrap__AdminToken", _token), .. settings]);
        _console.Append(await _run.ReadToAsync("Content root path")).Append('\n');
        _address = (string)Events().Single(entry => entry["properties"]!["address"] is not null)["properties"]!["address"]!;
    }

    private IReadOnlyList<JsonObject> Events() => LogLines.Of(_console.ToString());

    /// <summary>Sends a request and reads the console up to the line about it.</summary>
    private async Task SendAsync(string method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_address + path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await s_http.SendAsync(request);
        var isAskedForEachRequest = path.Split('?')[0] is Verify or Me && answer.StatusCode != HttpStatusCode.MethodNotAllowed;
        if (isAskedForEachRequest && (int)answer.StatusCode < 500 && !_isVerbose)
        {
            return;
        }

        var id = answer.Headers.GetValues("X-Request-Id").Single();
        _console.Append(await _run.ReadToAsync($" ms\",\"request_id\":\"{id}\"")).Append('\n');
    }

    private async Task SendRawAsync(string text)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", new Uri(_address).Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        using var reader = new StreamReader(tcp.GetStream());
        Assert.That(await reader.ReadLineAsync(), Does.Contain(" 400 "));
    }
}
