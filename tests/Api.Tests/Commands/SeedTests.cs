using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TokenPlatform.Application.Bootstrap;

namespace TokenPlatform.Api.Tests.Commands;

public sealed class SeedTests
{
    private const int MoreThanABatch = TokenSeeder.BatchSize + 3;

    private string _folder = null!;

    private string Secrets => Path.Combine(_folder, "secrets");

    [SetUp]
    public void MakeFolder() => _folder = TestFolders.Create();

    [Test]
    public async Task Seed_WhenStoreIsEmpty_MakesTokensThatVerify()
    {
        var (code, output, error) = await ProcessRun.ToEndAsync(_folder, "seed --tokens 3 --secrets secrets");
        Assert.That(code, Is.Zero, error);
        Assert.That(output, Does.Contain("for trying out").And.Contain("3 of 3 tokens"));

        var secrets = await File.ReadAllLinesAsync(Secrets);
        Assert.That(secrets, Has.Length.EqualTo(3).And.Unique);
        Assert.That(secrets, Has.None.Matches<string>(secret => output.Contains(secret, StringComparison.Ordinal)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(Secrets), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        Assert.That(await CodesAsync(secrets), Is.All.EqualTo("VALID"));
    }

    [Test]
    public async Task Seed_WhenStoreHoldsTokens_AddsMoreAndItsChainIsIntact()
    {
        await ProcessRun.ToEndAsync(_folder, "seed --tokens 2 --secrets first");
        var first = await File.ReadAllTextAsync(Path.Combine(_folder, "first"));
        var (code, _, error) = await ProcessRun.ToEndAsync(
            _folder, string.Create(CultureInfo.InvariantCulture, $"seed --tokens {MoreThanABatch} --secrets secrets"));
        Assert.That(code, Is.Zero, error);
        Assert.That(await File.ReadAllLinesAsync(Secrets), Has.Length.EqualTo(MoreThanABatch).And.None.AnyOf(first.Split('\n')));

        await using var database = await OpenAsync();
        var organization = (string)Query(database, "SELECT organization_id FROM organizations");
        AuditTrail.AssertIntact(database, organization);
        Assert.Multiple(() =>
        {
            Assert.That(Query(database, "SELECT COUNT(*) FROM tokens WHERE kind = 'app'"), Is.EqualTo(MoreThanABatch + 2));
            Assert.That(
                Query(database, "SELECT COUNT(*) FROM tokens t JOIN audit_events e ON e.target_id = t.token_id AND e.action = 'app_token.created'"),
                Is.EqualTo(MoreThanABatch + 2));
            Assert.That(Query(database, "SELECT COUNT(*) FROM audit_events WHERE action = 'app_token.created'"), Is.EqualTo(MoreThanABatch + 2));
        });
    }

    [Test]
    public async Task Seed_WhenNoFileIsNamed_KeepsNoPlaintext()
    {
        var (code, output, _) = await ProcessRun.ToEndAsync(_folder, "seed --tokens 1");
        Assert.That(code, Is.Zero);
        Assert.That(output, Does.Contain("kept nowhere").And.Not.Contain("tka_"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName), Is.EqualTo(new[] { "data" }));
    }

    [Test]
    public async Task Seed_WhenFileIsThere_SaysSoAndChangesNothing()
    {
        await File.WriteAllTextAsync(Secrets, "mine");
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, "seed --tokens 1 --secrets secrets");
        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.Contain("already exists").And.Not.Contain("\n"));
        Assert.That(await File.ReadAllTextAsync(Secrets), Is.EqualTo("mine"));
        Assert.That(Directory.Exists(Path.Combine(_folder, "data")), Is.False);
    }

    [Test]
    public async Task Seed_WhenStoreHoldsNoApp_SaysSoAndFails()
    {
        await ProcessRun.ToEndAsync(_folder, "seed --tokens 1");
        await using (var database = await OpenAsync())
        {
            Query(database, "UPDATE apps SET deleted_at = created_at RETURNING app_id");
        }

        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, "seed --tokens 1");
        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.EndWith("The store holds no app that tokens could belong to: add one first").And.Not.Contain("\n"));
    }

    [TestCase("seed", "Option '--tokens' is required.")]
    [TestCase("seed --tokens", "Required argument missing for option: '--tokens'.")]
    [TestCase("seed --tokens 0", "--tokens must be a number from 1 to 10000000")]
    [TestCase("seed --tokens 10000001", "--tokens must be a number from 1 to 10000000")]
    [TestCase("seed --tokens many", "--tokens must be a number from 1 to 10000000")]
    public async Task Seed_WhenNumberIsMissingOrWrong_SaysSoInOneLineAndFails(string arguments, string sentence)
    {
        var (code, output, error) = await ProcessRun.ToEndAsync(_folder, arguments);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Not.Zero);
            Assert.That(error.TrimEnd(), Is.EqualTo($"TokenPlatform cannot start: {sentence}"));
            Assert.That(output, Is.Empty);
            Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
        });
    }

    private async Task<IReadOnlyList<string?>> CodesAsync(IEnumerable<string> secrets)
    {
        using var run = ProcessRun.Start(_folder, "--urls http://127.0.0.1:0");
        var output = await run.ReadToAsync("Application started");
        var admin = (await File.ReadAllTextAsync(Path.Combine(_folder, "data", "bootstrap-token"))).Trim();
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", admin) } };
        var codes = new List<string?>();
        foreach (var secret in secrets)
        {
            using var answer = await http.PostAsJsonAsync(
                new Uri(ProcessRun.AddressIn(output), "/v1/tokens/verify"), new { token = secret, permissions = new[] { TokenSeeder.Permission } });
            codes.Add((string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]);
        }

        return codes;
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "tokenplatform.db")}");
        await database.OpenAsync();
        return database;
    }

    private static object Query(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
