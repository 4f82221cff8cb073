using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Api.Tests.OAuth;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Api.Tests.Faults;

/// <summary>What a file can do to its server. What is in memory verifies for a while, all else is a 503, and nothing needs a restart.</summary>
public sealed class StoreFaultTests
{
    private const int PageSize = 4096;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private SqliteFile _file = null!;
    private PlatformServer _server = null!;
    private Place _place = null!;
    private string _token = null!;

    private string Away => Path.Combine(Path.GetDirectoryName(_file.Path)!, "away");

    [TearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        _file.Dispose();
    }

    [TestCase("gone")]
    [TestCase("garbage")]
    [TestCase("empty")]
    public async Task Any_WhenTheFileGoesAway_Is503UntilItIsBackAndVerificationGoesOn(string left)
    {
        await StartAsync();
        MoveAway();
        if (left != "gone")
        {
            await File.WriteAllTextAsync(_file.Path, left == "garbage" ? new string('x', 8192) : string.Empty);
        }

        await AssertUnavailableAsync();
        await AssertVerifiesAsync();
        MoveBack();

        await AssertServesAsync();
    }

    [Test]
    public async Task Any_WhenPagesAreDamagedWhereTheyLie_Is503UntilTheyAreMendedAndVerificationGoesOn()
    {
        await StartAsync();
        await HearOfAllChangesAsync();
        await AssertVerifiesAsync();

        // So that pages are read again from where they lie, and kept after that.
        await TellPoolAsync("PRAGMA cache_size = 0; PRAGMA shrink_memory; PRAGMA cache_size = -2000");
        await WaitAsync(() => Task.FromResult(Run("PRAGMA wal_checkpoint(TRUNCATE)") == 0));
        var sound = Overwrite(pages => pages.AsSpan(PageSize).Fill((byte)'x'));

        await AssertUnavailableAsync();
        await AssertVerifiesAsync();
        Overwrite(pages => sound.CopyTo(pages, 0));

        await AssertServesAsync();
    }

    [Test]
    public async Task Verify_WhenTheStoreStaysAway_Is503AfterTheSetTime()
    {
        await StartAsync(settings: ("Cache:MaxStalenessSeconds", "2"));
        MoveAway();
        await WaitAsync(async () => (await _server.Admin.PostAsync("/v1/tokens/verify", new { token = _token })).Status == 503);
        await AssertUnavailableAsync();
        MoveBack();

        await AssertServesAsync();
    }

    [Test]
    public async Task Verify_WhenAnotherStoreTakesTheFilesPlace_BelievesThatOne()
    {
        await StartAsync();
        Run($"VACUUM INTO '{_file.Path}.backup'");
        var (_, later) = await _server.IssueAsync(_place, new { name = "later" });
        Assert.That(await _server.VerifyAsync(new { token = later.Token }), Is.EqualTo("VALID"));
        MoveAway();
        File.Move($"{_file.Path}.backup", _file.Path);

        await WaitAsync(async () => await _server.VerifyAsync(new { token = later.Token }) == "NOT_FOUND");
        var (id, _) = await _server.IssueAsync(_place, new { name = "new" });
        Assert.That(Run($"SELECT COUNT(*) FROM tokens WHERE token_id = '{id}'"), Is.EqualTo(1), "It has to be in the file that is there now");
        await AssertServesAsync();
    }

    [Test]
    public async Task Writes_WhenTheFileIsReadOnly_Are503UntilItIsNot()
    {
        await StartAsync();
        await TellPoolAsync("PRAGMA query_only = 1");
        await AssertUnavailableAsync();
        await AssertVerifiesAsync();
        (await _server.Admin.GetAsync("/v1/orgs")).Expect(200);
        await TellPoolAsync("PRAGMA query_only = 0");

        await AssertServesAsync();
    }

    [Test]
    public async Task Writes_WhenTheDiskIsFull_Are503AndLeaveNothing()
    {
        await StartAsync();
        await TellPoolAsync("PRAGMA max_page_count = 1");
        var (answer, written) = (await WriteAsync(), 0);
        for (; answer.Status == 201; answer = await WriteAsync())
        {
            written++;
        }

        AssertUnavailable(answer);
        await AssertVerifiesAsync();
        (await _server.Admin.GetAsync("/v1/orgs")).Expect(200);
        await TellPoolAsync("PRAGMA max_page_count = 1073741823");
        Assert.That(Run("SELECT COUNT(*) FROM tokens WHERE name = 'large'"), Is.EqualTo(written));
        Assert.That(Run("SELECT COUNT(*) FROM audit_events WHERE action = 'app_token.created'"), Is.EqualTo(written + 1));
        await AssertServesAsync();

        Task<Answer> WriteAsync() => _server.Admin.PostAsync(_place.Tokens, new { name = "large", description = new string('x', 500) });
    }

    [Test]
    public async Task Writes_WhenAnotherProcessHoldsTheFile_WaitAWhileAndHoldNobodyElse()
    {
        await StartAsync(";Default Timeout=5");
        await using (Hold())
        {
            var waiting = Enumerable.Range(0, 50).Select(_ => _server.Admin.PostAsync(_place.Tokens, new { name = "x" })).ToList();
            await AssertVerifiesAsync();
            (await _server.Admin.GetAsync("/v1/orgs")).Expect(200);
            Assert.That(waiting.Where(write => write.IsCompleted), Is.Empty, "Readers wait for no writer");
            foreach (var answer in await Task.WhenAll(waiting))
            {
                AssertUnavailable(answer);
            }
        }

        await AssertServesAsync();
    }

    [Test]
    public async Task Writes_WhenTheStoreIsSlow_WaitAndVerificationDoesNot()
    {
        await StartAsync();
        Task<Answer[]> writes;
        await using (Hold())
        {
            writes = Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _server.Admin.PostAsync(_place.Tokens, new { name = "x" })));
            await Task.Delay(TimeSpan.FromSeconds(2));
            await AssertVerifiesAsync();
            Assert.That(writes.IsCompleted, Is.False);
        }

        Assert.That((await writes).Select(answer => answer.Status), Is.All.EqualTo(201));
    }

    private static async Task WaitAsync(Func<Task<bool>> happened)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!await happened())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private static void AssertUnavailable(Answer answer)
    {
        answer.Expect(503);
        Assert.That(answer.Header("Retry-After"), Is.EqualTo("1"));
    }

    private async Task StartAsync(string more = "", params (string Key, string Value)[] settings)
    {
        _file = new SqliteFile();
        _server = new PlatformServer(
            _file, [.. settings, ("ConnectionStrings:TokenPlatform", $"Data Source={_file.Path}{more}"), ("Serilog:MinimumLevel:Default", "Fatal")]);
        _place = await _server.PlaceAsync();
        _token = (await _server.IssueAsync(_place, new { name = "t" })).Client.Token!;

        // Once to have it in memory, and a user with it.
        await AssertVerifiesAsync();
    }

    /// <summary>Waits until the server has heard of another process's change, and so of all before it: what it hears of leaves memory.</summary>
    private async Task HearOfAllChangesAsync()
    {
        var (id, last) = await _server.IssueAsync(_place, new { name = "last" });
        Assert.That(await _server.VerifyAsync(new { token = last.Token }), Is.EqualTo("VALID"));
        Run($"UPDATE tokens SET revoked_at = issued_at WHERE token_id = '{id}'; INSERT INTO changes (subject_type, subject_id, changed_at) SELECT 'token', token_id, issued_at FROM tokens WHERE token_id = '{id}'");
        await WaitAsync(async () => await _server.VerifyAsync(new { token = last.Token }) == "REVOKED");
    }

    private async Task AssertVerifiesAsync() => Assert.That(await _server.VerifyAsync(new { token = _token }), Is.EqualTo("VALID"));

    /// <summary>More at once than any pool has connections, and of every family.</summary>
    private async Task AssertUnavailableAsync()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _server.Admin.PostAsync("/v1/orgs", new { name = "x", sub_domain = "x" })));
        foreach (var answer in answers)
        {
            AssertUnavailable(answer);
            Assert.That((answer.Value("error"), answer.Value("status_code")), Is.EqualTo(("SERVICE_UNAVAILABLE", "503")));
        }

        var own = await _server.Admin.PostAsync("/api/v1/access-tokens", new { name = "x" });
        AssertUnavailable(own);
        Assert.That(own.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "detail" }));

        var organizations = await _server.Admin.PostAsync(
            "/core/v1/organizations/organization/api_tokens", new { organization = new { id = _place.OrganizationId }, properties = new { name = "x", scopes = new[] { "*" } } });
        AssertUnavailable(organizations);
        Assert.That(organizations.Value("error.code"), Is.EqualTo("service_unavailable"));

        var oauth = await _server.Nobody.FormAsync("/oauth2/revoke", ("token", _token));
        AssertUnavailable(oauth);
        Assert.That(oauth.Value("error"), Is.EqualTo("temporarily_unavailable"));
    }

    private async Task AssertServesAsync()
    {
        await AssertVerifiesAsync();
        (await _server.Admin.GetAsync("/v1/orgs")).Expect(200);
        await _server.IssueAsync(_place, new { name = "after" });
        (await _server.Nobody.GetAsync("/health/ready")).Expect(200);
    }

    /// <summary>Changes the file's bytes beneath whoever has it open.</summary>
    /// <returns>What they were.</returns>
    private byte[] Overwrite(Action<byte[]> change)
    {
        using var file = new FileStream(_file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var before = new byte[file.Length];
        file.ReadExactly(before);
        var after = before.ToArray();
        change(after);
        file.Position = 0;
        file.Write(after);
        return before;
    }

    private void MoveAway() => Move(Path.GetDirectoryName(_file.Path)!, Directory.CreateDirectory(Away).FullName);

    private void MoveBack() => Move(Away, Path.GetDirectoryName(_file.Path)!);

    private void Move(string from, string to)
    {
        foreach (var part in new[] { "", "-wal", "-shm" }.Select(end => Path.GetFileName(_file.Path) + end))
        {
            File.Delete(Path.Combine(to, part));
            if (File.Exists(Path.Combine(from, part)))
            {
                File.Move(Path.Combine(from, part), Path.Combine(to, part));
            }
        }
    }

    /// <summary>Another process's write lock, until disposed.</summary>
    private SqliteConnection Hold()
    {
        var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    private long Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        connection.Open();
        return Execute(connection, sql);
    }

    /// <summary>Says something to every connection that the server keeps. What a disk would do to all of them, these do.</summary>
    private async Task TellPoolAsync(string sql)
    {
        var dialect = _server.Services.GetRequiredService<SqlDialect>();
        var pooled = new List<DbConnection>();
        for (var i = 0; i < 300; i++)
        {
            pooled.Add(await dialect.OpenAsync(CancellationToken.None));
            Execute(pooled[i], sql);
        }

        foreach (var connection in pooled)
        {
            await connection.DisposeAsync();
        }
    }

    private static long Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Nothing of a caller's is in it.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as long? ?? 0;
    }
}
