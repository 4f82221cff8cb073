using Microsoft.Data.Sqlite;

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

    [Test]
    public async Task Health_WhenMethodIsWrong_Is405() =>
        Assert.That((await _server.Nobody.PostAsync("/health/ready", "{}")).Expect(405).Header("Allow"), Is.EqualTo("GET, HEAD"));

    [Test]
    public async Task Ready_WhenStoreIsGone_Is503ButTheProcessLives()
    {
        File.Move(_server.DatabaseFile, $"{_server.DatabaseFile}.away");
        Assert.That((await _server.Nobody.GetAsync("/health/ready")).Expect(503).Value("checks.store.reason"), Does.StartWith("The store lacks migrations that this program needs: V001_initial.sql, "));
        Assert.That(File.Exists(_server.DatabaseFile), Is.False);
        (await _server.Admin.GetAsync("/health/live")).Expect(200);

        File.Move($"{_server.DatabaseFile}.away", _server.DatabaseFile);
        (await _server.Nobody.GetAsync("/health/ready")).Expect(200);
    }

    [Test]
    public async Task Ready_WhenStoreIsNoDatabase_Is503AndSaysNothingOfWhere()
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_server.DatabaseFile)!).ToList())
        {
            File.Move(file, $"{file}.away");
        }

        await File.WriteAllTextAsync(_server.DatabaseFile, new string('x', 4096));
        var answer = await AssertNotReadyAsync("The store cannot be reached");
        Assert.That(answer.Text, Does.Not.Contain(Path.GetDirectoryName(_server.DatabaseFile)));
    }

    [TestCase("DELETE FROM schema_migrations WHERE name = 'V001_initial.sql'", "The store lacks migrations that this program needs: V001_initial.sql")]
    [TestCase("UPDATE schema_migrations SET checksum = 'x'", "The migration V001_initial.sql changed after it was applied to the store")]
    [TestCase("UPDATE schema_migrations SET name = 'V999_future.sql' WHERE name = 'V001_initial.sql'", "The store is newer than this program: it knows the migration V999_future.sql, which this program does not")]
    public async Task Ready_WhenSchemaIsAnother_Is503(string change, string sentence)
    {
        await using (var database = _server.OpenDatabase())
        {
            await using var command = new SqliteCommand(change, database);
            await command.ExecuteNonQueryAsync();
        }

        await AssertNotReadyAsync(sentence);
    }

    private async Task<Answer> AssertNotReadyAsync(string sentence)
    {
        var answer = (await _server.Admin.GetAsync("/health/ready")).Expect(503);
        Assert.That(answer.Text, Is.EqualTo("""{"status":"not_ready","checks":{"store":{"status":"failed","reason":"SENTENCE"}}}""".Replace("SENTENCE", sentence, StringComparison.Ordinal)));
        Assert.That(answer.Header("Retry-After"), Is.EqualTo("5"));
        return answer;
    }
}
