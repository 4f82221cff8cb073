using System.Net.Sockets;
using System.Text;

namespace TokenPlatform.Api.Tests.Operations;

public sealed class HealthTests
{
    private PlatformServer _server = null!;

    [SetUp]
    public void Start() => _server = new PlatformServer();

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase("/health/live", """{"status":"live"}""")]
    [TestCase("/health/ready", """{"status":"ready","checks":{"store":{"status":"ok"}}}""")]
    public async Task Health_WhenAllIsWell_Is200WithoutAToken(string path, string body)
    {
        foreach (var client in new[] { _server.Nobody, _server.Admin, _server.As("nonsense") })
        {
            var answer = (await client.GetAsync(path)).Expect(200);
            Assert.That(answer.Text, Is.EqualTo(body));
            Assert.That(answer.Header("Content-Type"), Is.EqualTo("application/json"));
            Assert.That(answer.Header("Cache-Control"), Does.Contain("no-store"));
            Assert.That(answer.Header("X-Request-Id"), Is.Not.Null);
        }
    }

    [TestCase("/health/live", 200)]
    [TestCase("/v1/me", 405)]
    public async Task Head_WhenAsked_TellsTheLengthOfTheBodyAndSendsNone(string path, int status)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(_server.Address.Host, _server.Address.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(tcp.GetStream());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answers = (await reader.ReadToEndAsync(patience.Token)).Split("\r\n\r\n");

        Assert.That(answers[0], Does.StartWith($"HTTP/1.1 {status} ").And.Match("Content-Length: [1-9]"));
        Assert.That(answers[1], Does.StartWith("HTTP/1.1 200 "));
        Assert.That(answers[2], Is.EqualTo("""{"status":"live"}"""));
    }

    [Test]
    public async Task Health_WhenMethodIsWrong_Is405() =>
        Assert.That((await _server.Nobody.PostAsync("/health/ready", "{}")).Expect(405).Header("Allow"), Is.EqualTo("GET, HEAD"));

    [Test]
    public async Task Ready_WhenStoreIsGone_Is503ButTheProcessLives()
    {
        using var file = new SqliteFile();
        await using var server = new PlatformServer(file);
        File.Move(file.Path, $"{file.Path}.away");
        Assert.That((await server.Nobody.GetAsync("/health/ready")).Expect(503).Value("checks.store.reason"), Does.StartWith("The store lacks migrations that this program needs: V001_initial.sql, "));
        Assert.That(File.Exists(file.Path), Is.False);
        (await server.Admin.GetAsync("/health/live")).Expect(200);

        File.Move($"{file.Path}.away", file.Path);
        (await server.Nobody.GetAsync("/health/ready")).Expect(200);
    }

    [Test]
    public async Task Ready_WhenStoreIsNoDatabase_Is503AndSaysNothingOfWhere()
    {
        using var file = new SqliteFile();
        await using var server = new PlatformServer(file);
        foreach (var part in Directory.EnumerateFiles(Path.GetDirectoryName(file.Path)!).ToList())
        {
            File.Move(part, $"{part}.away");
        }

        // At once: a file that is empty for a moment is a store to whoever opens it then.
        await File.WriteAllTextAsync($"{file.Path}.garbage", new string('x', 4096));
        File.Move($"{file.Path}.garbage", file.Path);
        var answer = await AssertNotReadyAsync(server, "The store cannot be reached");
        Assert.That(answer.Text, Does.Not.Contain(Path.GetDirectoryName(file.Path)));
    }

    [TestCase("DELETE FROM schema_migrations WHERE name = 'V001_initial.sql'", "The store lacks migrations that this program needs: V001_initial.sql")]
    [TestCase("UPDATE schema_migrations SET checksum = 'x'", "The migration V001_initial.sql changed after it was applied to the store")]
    [TestCase("UPDATE schema_migrations SET name = 'V999_future.sql' WHERE name = 'V001_initial.sql'", "The store is newer than this program: it knows the migration V999_future.sql, which this program does not")]
    public async Task Ready_WhenSchemaIsAnother_Is503(string change, string sentence)
    {
        await using (var database = _server.OpenDatabase())
        {
            await using var command = database.CreateCommand();
#pragma warning disable CA2100 // Nothing of a caller's is in it.
            command.CommandText = change;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        await AssertNotReadyAsync(_server, sentence);
    }

    private static async Task<Answer> AssertNotReadyAsync(PlatformServer server, string sentence)
    {
        var answer = (await server.Admin.GetAsync("/health/ready")).Expect(503);
        Assert.That(answer.Text, Is.EqualTo("""{"status":"not_ready","checks":{"store":{"status":"failed","reason":"SENTENCE"}}}""".Replace("SENTENCE", sentence, StringComparison.Ordinal)));
        Assert.That(answer.Header("Retry-After"), Is.EqualTo("5"));
        return answer;
    }
}
