using System.Diagnostics;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Faults;

/// <summary>The real program, told to end while requests wait for the store.</summary>
public sealed class ShutdownTests
{
    private const int Requests = 10;
    private static readonly TimeSpan s_promised = TimeSpan.FromSeconds(10);

    private SqliteFile _file = null!;
    private ProcessRun _run = null!;
    private Client _client = null!;
    private string _tokens = null!;

    [SetUp]
    public async Task StartAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("There is no SIGTERM");
        }

        _file = new SqliteFile();
        var admin = TokenSecret.Generate(SecretKind.Personal).Reveal();
        _run = ProcessRun.Start(
            TestFolders.Create(),
            "--urls http://127.0.0.1:0",
            ("ConnectionStrings__TokenPlatform", $"Data Source={_file.Path}"),
            ("Bootstrap__AdminToken", admin),
            ("Serilog__MinimumLevel__Default", "Error"));
        _client = new Client(ProcessRun.AddressIn(await _run.ReadToAsync("Application started")), admin);
        var organizationId = (await _client.PostAsync("/v1/orgs", new { name = "Acme", sub_domain = "acme" })).Expect(201).Value("organization_id");
        var appId = (await _client.PostAsync($"/v1/orgs/{organizationId}/apps", new { name = "Shop" })).Expect(201).Value("app_id");
        _tokens = $"/v1/orgs/{organizationId}/apps/{appId}/tokens";
    }

    [TearDown]
    public void Stop()
    {
        _run.Dispose();
        _file.Dispose();
    }

    [Test]
    public async Task Terminate_WhenRequestsAreUnderWay_AnswersThemAllAndKeepsUses()
    {
        var (id, used) = await IssueAsync();
        Task<Answer[]> waiting;
        Task<int> ending;
        await using (Hold())
        {
            waiting = Task.WhenAll(SendMany());
            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.That((await _client.PostAsync("/v1/tokens/verify", new { token = used })).Expect(200).Value("code"), Is.EqualTo("VALID"));
            ending = _run.TerminateAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.That((waiting.IsCompleted, ending.IsCompleted), Is.EqualTo((false, false)));
        }

        Assert.That((await waiting).Select(answer => answer.Status), Is.All.EqualTo(201));
        Assert.That(await ending, Is.Zero);
        Assert.That(Count("SELECT COUNT(*) FROM tokens WHERE name = 'waits'"), Is.EqualTo(Requests));
        Assert.That(Count($"SELECT COUNT(*) FROM token_uses WHERE token_id = '{id}'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Terminate_WhenTheStoreStaysLocked_EndsInTimeAllTheSame()
    {
        var (_, used) = await IssueAsync();
        await using var holder = Hold();
        var waiting = SendMany();
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await _client.PostAsync("/v1/tokens/verify", new { token = used })).Expect(200);

        var began = Stopwatch.GetTimestamp();
        Assert.That(await _run.TerminateAsync(), Is.Zero);
        Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(s_promised));
        foreach (var request in waiting)
        {
            Assert.That(await StatusOfAsync(request), Is.Null.Or.EqualTo(503));
        }
    }

    /// <summary>Null where no answer came.</summary>
    private static async Task<int?> StatusOfAsync(Task<Answer> request)
    {
        try
        {
            return (await request).Status;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private List<Task<Answer>> SendMany() => [.. Enumerable.Range(0, Requests).Select(_ => _client.PostAsync(_tokens, new { name = "waits" }))];

    private async Task<(string Id, string Token)> IssueAsync()
    {
        var issued = (await _client.PostAsync(_tokens, new { name = "used" })).Expect(201);
        return (issued.Value("token.token_id")!, issued.Value("plaintext_token")!);
    }

    /// <summary>Another process's write lock, until disposed.</summary>
    private SqliteConnection Hold()
    {
        var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private long Count(string sql)
    {
        using var database = (SqliteConnection)_file.Open();
        return ManyTokens.Count(database, sql);
    }
}
