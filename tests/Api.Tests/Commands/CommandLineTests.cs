using System.Net.Http.Headers;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Commands;

public sealed class CommandLineTests
{
    private string _folder = null!;

    private string TokenFile => Path.Combine(_folder, "data", "bootstrap-token");

    [SetUp]
    public void MakeFolder() => _folder = TestFolders.Create();

    [Test]
    public async Task Serve_WhenStoreIsEmpty_HandsOutOneTokenInAFile()
    {
        string token;
        using (var first = ProcessRun.Start(_folder, "--urls http://127.0.0.1:0"))
        {
            var output = await first.ReadToAsync("curl");
            token = (await File.ReadAllTextAsync(TokenFile)).Trim();
            Assert.That(output, Does.Not.Contain(token));
            if (!OperatingSystem.IsWindows())
            {
                Assert.That(File.GetUnixFileMode(TokenFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            }

            Assert.That(await StatusOfMeAsync(output, token), Is.EqualTo(200));
        }

        File.Delete(TokenFile);
        using var second = ProcessRun.Start(_folder, "--urls http://127.0.0.1:0");
        var again = await second.ReadToAsync("Application started");
        Assert.That(await StatusOfMeAsync(again, token), Is.EqualTo(200));
        Assert.That(LogLines.Of(again).Select(entry => (string?)entry["source"]), Does.Contain("LuckyPennySoftware.AutoMapper.License"));
        Assert.That(File.Exists(TokenFile), Is.False);
    }

    [Test]
    public async Task Serve_WhenAdminTokenIsGiven_TakesIt()
    {
        var (_, made, _) = await ProcessRun.ToEndAsync(_folder, "token new");
        using var run = ProcessRun.Start(_folder, "--urls http://127.0.0.1:0", ("Bootstrap__AdminToken", made.Trim()));
        var output = await run.ReadToAsync("Application started");
        Assert.That(await StatusOfMeAsync(output, made.Trim()), Is.EqualTo(200));
        Assert.That(output, Does.Not.Contain(made.Trim()));
        Assert.That(File.Exists(TokenFile), Is.False);
    }

    [TestCase("Database__Provider", "Oracle", "Database:Provider must be Sqlite or SqlServer, not 'Oracle'")]
    [TestCase("Database__MigrateOnStart", "maybe", "Database:MigrateOnStart must be true or false, not 'maybe'")]
    [TestCase("ConnectionStrings__TokenPlatform", "Nonsense=1", "ConnectionStrings:TokenPlatform cannot be read")]
    [TestCase("ConnectionStrings__TokenPlatform", "Data Source=:memory:", "ConnectionStrings:TokenPlatform must name a file")]
    [TestCase("Bootstrap__AdminToken", "tkp_tooshort", "Bootstrap:AdminToken is no well-formed personal token")]
    [TestCase("Bootstrap__AdminPassword", "short", "Bootstrap:AdminPassword must have 12 to 128 characters")]
    [TestCase("Server__PublicUrl", "ftp://x", "Server:PublicUrl must be an absolute http or https URL")]
    [TestCase("Server__CorsOrigins", "*", "Server:CorsOrigins must be origins such as https://app.example.com, separated by ';', not '*'")]
    [TestCase("Server__CorsOrigins", "https://a.example;https://b.example/", "Server:CorsOrigins must be origins")]
    [TestCase("Server__CorsOrigins__0", "HTTPS://a.example", "Server:CorsOrigins must be origins")]
    [TestCase("Server__CorsOrigins", "https://a.example:443", "Server:CorsOrigins must be origins")]
    [TestCase("Server__CorsOrigins", "https://user@a.example", "Server:CorsOrigins must be origins")]
    [TestCase("Serilog__MinimumLevel__Default", "Loud", "Serilog:MinimumLevel cannot be read")]
    [TestCase("Serilog__WriteTo__0__Name", "Console", "Serilog:WriteTo is not taken: Serilog has MinimumLevel only")]
    [TestCase("Cache__MaxStalenessSeconds", "1", "Cache:MaxStalenessSeconds must be a number from 2 to 300, not '1'")]
    [TestCase("urls", "http://127.0.0.1:notaport", "urls must be addresses such as http://127.0.0.1:5080")]
    public async Task Serve_WhenSettingIsWrong_SaysSoInOneLineAndFails(string key, string value, string sentence)
    {
        var (code, output, error) = await ProcessRun.ToEndAsync(_folder, string.Empty, (key, value));
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Not.Zero);
            Assert.That(error.TrimEnd(), Does.StartWith("TokenPlatform cannot start: ").And.Contain(sentence).And.Not.Contain("\n"));
            Assert.That(error, Does.Not.Contain("tkp_tooshort"));
            Assert.That(output, Does.Not.Contain("First start"));
        });
    }

    [TestCase(null, "ConnectionStrings:TokenPlatform must be set where Database:Provider is SqlServer")]
    [TestCase("Server=127.0.0.1", "ConnectionStrings:TokenPlatform must name a Server and a Database")]
    [TestCase("Nonsense=1", "ConnectionStrings:TokenPlatform cannot be read")]
    [TestCase("Server=127.0.0.1;Database=x;Connect Timeout=soon", "ConnectionStrings:TokenPlatform cannot be read")]
    [TestCase("Server=127.0.0.1,1;Database=x;User ID=x;Password=secret-word;Connect Timeout=1", "The store cannot be reached: ")]
    public async Task Serve_WhenSqlServerIsWrong_SaysSoInOneLineAndFails(string? connectionString, string sentence)
    {
        var (code, _, error) = await ProcessRun.ToEndAsync(
            _folder,
            "--urls http://127.0.0.1:0",
            [("Database__Provider", "SqlServer"), .. connectionString is null ? [] : new[] { ("ConnectionStrings__TokenPlatform", connectionString) }]);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Not.Zero);
            Assert.That(error.TrimEnd(), Does.StartWith("TokenPlatform cannot start: ").And.Contain(sentence).And.Not.Contain("\n"));
            Assert.That(error, Does.Not.Contain("secret-word"));
            Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
        });
    }

    [Test]
    public async Task Serve_WhenEndpointIsWrong_SaysSoInOneLineAndFails()
    {
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, string.Empty, ("Kestrel__Endpoints__A__Url", "zzz"));
        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.StartWith("TokenPlatform cannot start: the server cannot listen as it is told to").And.Not.Contain("\n"));
    }

    [Test]
    public async Task Serve_WhenStoreIsNoDatabase_SaysSoAndFails()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "data", "tokenplatform.db"), new string('x', 4096));
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, "--urls http://127.0.0.1:0");
        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.StartWith("TokenPlatform cannot start: The store cannot be reached: SQLite Error 26").And.Not.Contain("\n"));
    }

    [Test]
    public async Task Serve_WhenAnotherProcessHoldsTheStore_SaysSoAndFails()
    {
        Assert.That((await ProcessRun.ToEndAsync(_folder, "migrate")).Code, Is.Zero);
        await using var holder = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "tokenplatform.db")};Pooling=False");
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        var (code, _, error) = await ProcessRun.ToEndAsync(
            _folder, "--urls http://127.0.0.1:0", ("ConnectionStrings__TokenPlatform", "Data Source=data/tokenplatform.db;Default Timeout=2"));
        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.StartWith("TokenPlatform cannot start: The store cannot be reached: SQLite Error 5: 'database is locked'").And.Not.Contain("\n"));
    }

    [Test]
    public async Task Serve_WhenStoreIsReadOnly_SaysSoAndFails()
    {
        var (code, _, error) = await ProcessRun.ToEndAsync(
            _folder, "--urls http://127.0.0.1:0", ("ConnectionStrings__TokenPlatform", "Data Source=data/tokenplatform.db;Mode=ReadOnly"));
        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.StartWith("TokenPlatform cannot start: The store cannot be reached: SQLite Error 8: 'attempt to write a readonly database'").And.Not.Contain("\n"));
    }

    [Test]
    public async Task Serve_WhenPortIsTaken_SaysSoAndFails()
    {
        using var holder = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        holder.Start();
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, $"--urls http://{holder.LocalEndpoint}");
        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.Contain("address already in use").And.Not.Contain("\n"));
        Assert.That(File.Exists(TokenFile), Is.True, "the first token is not lost");
    }

    [Test]
    public async Task Serve_WhenSchemaIsOldAndNotToBeMigrated_SaysWhatToDo()
    {
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, "--urls http://127.0.0.1:0", ("Database__MigrateOnStart", "false"));
        Assert.That(code, Is.Not.Zero);
        Assert.That(error, Does.Contain("run the command migrate"));
    }

    [Test]
    public async Task Migrate_WhenRepeated_DoesNothingMore()
    {
        var first = await ProcessRun.ToEndAsync(_folder, "migrate");
        var second = await ProcessRun.ToEndAsync(_folder, "migrate");
        Assert.That((first.Code, second.Code), Is.EqualTo((0, 0)));
        Assert.That(first.Output, Does.Contain("V001_initial.sql"));
        Assert.That(second.Output.Trim(), Is.EqualTo("The schema is up to date."));
    }

    [Test]
    public async Task TokenNew_WhenRun_PrintsAWellFormedTokenAndTouchesNothing()
    {
        var (code, output, _) = await ProcessRun.ToEndAsync(_folder, "token new");
        Assert.That(code, Is.Zero);
        Assert.That(TokenSecret.TryParse(output.Trim(), out var secret), Is.True);
        Assert.That(secret!.Kind, Is.EqualTo(SecretKind.Personal));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    public async Task AdminToken_WhenRun_IssuesATokenAndIsAudited()
    {
        using var run = ProcessRun.Start(_folder, "--urls http://127.0.0.1:0");
        var output = await run.ReadToAsync("curl");
        var before = (await File.ReadAllTextAsync(TokenFile)).Trim();
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, "admin-token");
        Assert.That(code, Is.Zero, error);
        var after = (await File.ReadAllTextAsync(TokenFile)).Trim();
        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That(await StatusOfMeAsync(output, after), Is.EqualTo(200));

        await using var database = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "tokenplatform.db")}");
        await database.OpenAsync();
        AuditTrail.AssertIntact(database, AuditChain.Platform.ToString());
        var last = AuditTrail.Of(database, AuditChain.Platform.ToString())[^1];
        Assert.That(last.Entry.Action, Is.EqualTo("access_token.created"));
        Assert.That(last.Actor.Type, Is.EqualTo("system"));
    }

    [Test]
    public async Task AdminToken_WhenStoreIsEmpty_SaysWhatToDo()
    {
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, "admin-token");
        Assert.That(code, Is.Not.Zero);
        Assert.That(error, Does.Contain("run the command migrate"));
    }

    [TestCase("nonsense")]
    [TestCase("Migrate")]
    [TestCase("nonsense --urls http://127.0.0.1:0")]
    public async Task Any_WhenCommandIsUnknown_SaysSoInOneLineAndFails(string arguments)
    {
        var (code, output, error) = await ProcessRun.ToEndAsync(_folder, arguments);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Not.Zero);
            Assert.That(error.TrimEnd(), Is.EqualTo($"TokenPlatform cannot start: '{arguments.Split(' ')[0]}' is no command; there are migrate, admin-token, seed, token"));
            Assert.That(output, Is.Empty);
            Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
        });
    }

    [Test]
    public async Task Any_WhenUnknownCommandIsAToken_DoesNotRepeatIt()
    {
        var token = TokenSecret.Generate(SecretKind.Personal).Reveal();
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, token);
        Assert.That(code, Is.Not.Zero);
        Assert.That(error, Does.Contain("'tkp_***' is no command").And.Not.Contain(token));
    }

    [Test]
    public async Task Serve_WhenSettingStandsFirst_Serves()
    {
        using var run = ProcessRun.Start(_folder, "urls=http://127.0.0.1:0");
        Assert.That(await run.ReadToAsync("Application started"), Does.Contain("Now listening on: http://127.0.0.1:"));
    }

    [TestCase("admin-token", null)]
    [TestCase("--urls http://127.0.0.1:0", "false")]
    public async Task Any_WhenStoreIsMissing_LeavesNothingBehind(string arguments, string? migrateOnStart)
    {
        var (code, _, error) = await ProcessRun.ToEndAsync(
            _folder, arguments, migrateOnStart is null ? [] : [("Database__MigrateOnStart", migrateOnStart)]);
        Assert.That(code, Is.Not.Zero);
        Assert.That(error, Does.Contain("run the command migrate"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task Serve_WhenStoreIsMade_KeepsItToItsOwner()
    {
        using var run = ProcessRun.Start(_folder, "--urls http://127.0.0.1:0");
        await run.ReadToAsync("curl");
        var data = Path.Combine(_folder, "data");
        Assert.That(
            Directory.EnumerateFiles(data).ToDictionary(file => Path.GetFileName(file), File.GetUnixFileMode, StringComparer.Ordinal),
            Is.EquivalentTo(new Dictionary<string, UnixFileMode>(StringComparer.Ordinal)
            {
                ["tokenplatform.db"] = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                ["tokenplatform.db-wal"] = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                ["tokenplatform.db-shm"] = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                ["bootstrap-token"] = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        Assert.That(File.GetUnixFileMode(data), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public async Task Serve_WhenStoresFolderCannotBeMade_SaysSoInOneLineAndFails()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "data"), "a file, no folder");
        var (code, _, error) = await ProcessRun.ToEndAsync(_folder, "--urls http://127.0.0.1:0");
        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.StartWith("TokenPlatform cannot start: ConnectionStrings:TokenPlatform names a file that cannot be made").And.Not.Contain("\n"));
    }

    private static async Task<int> StatusOfMeAsync(string output, string token)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await http.GetAsync(new Uri(ProcessRun.AddressIn(output), "/v1/me"));
        return (int)answer.StatusCode;
    }
}
