using Microsoft.Data.SqlClient;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>What only a server can do to its clients: refuse them, lack their database, go away and come back.</summary>
[TestFixtureSource(nameof(Fixtures))]
public sealed class SqlServerTests(string engine)
{
    private SqlServerDatabase _database = null!;

    private static IEnumerable<TestFixtureData> Fixtures
    {
        get
        {
            var fixture = new TestFixtureData("SqlServer");
            yield return SqlServerDatabase.Server is null ? fixture.Ignore($"{SqlServerDatabase.Variable} names no SQL Server") : fixture;
        }
    }

    [SetUp]
    public void MakeDatabase() => _database = new SqlServerDatabase();

    [TearDown]
    public void DropDatabase() => _database.Dispose();

    [TestCase("Password", "wrong-password", "The store refuses the login in ConnectionStrings:TokenPlatform: ")]
    [TestCase("Initial Catalog", "tokenplatform_nowhere", "The store has no database for this login that ConnectionStrings:TokenPlatform names: ")]
    [TestCase("Application Name", "unmigrated", "The store's schema is older than this program: run the command migrate")]
    public async Task Serve_WhenServerRefuses_SaysSoInOneLineAndFails(string key, string value, string sentence)
    {
        var (code, _, error) = await ProcessRun.ToEndAsync(TestFolders.Create(), "--urls http://127.0.0.1:0", Environment((key, value)));

        Assert.That(code, Is.Not.Zero);
        Assert.That(error.TrimEnd(), Does.StartWith($"TokenPlatform cannot start: {sentence}").And.Not.Contain("\n").And.Not.Contain("wrong-password"));
    }

    [Test]
    public async Task Serve_WhenMigrated_Serves()
    {
        var migrated = await ProcessRun.ToEndAsync(TestFolders.Create(), "migrate", Environment());
        Assert.That((migrated.Code, migrated.Output), Is.EqualTo((0, migrated.Output)).And.Not.EqualTo((0, "The schema is up to date.")));
        using var run = ProcessRun.Start(TestFolders.Create(), "--urls http://127.0.0.1:0", Environment());
        Assert.That(await run.ReadToAsync("Application started"), Does.Contain("First start"));
    }

    [Test]
    public async Task Any_WhenServerGoesAwayAndComesBack_Is503UntilItDoes()
    {
        var parts = new SqlConnectionStringBuilder(_database.ConnectionString).DataSource.Split(',');
        using var wire = new TcpRelay(parts[0], parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1433);
        var relayed = new SqlConnectionStringBuilder(_database.ConnectionString) { DataSource = $"127.0.0.1,{wire.Port}", ConnectTimeout = 2 };
        await using var server = new PlatformServer(new SqliteFile(), ("Database:Provider", engine), ("Database:MigrateOnStart", "true"), ("ConnectionStrings:TokenPlatform", relayed.ConnectionString));
        (await server.Admin.GetAsync("/v1/orgs")).Expect(200);

        wire.Cut();
        var away = (await server.Admin.GetAsync("/v1/orgs")).Expect(503);
        Assert.That((away.Value("error"), away.Header("Retry-After")), Is.EqualTo(("SERVICE_UNAVAILABLE", "1")));
        (await server.Admin.PostAsync("/v1/orgs", new { name = "x", sub_domain = "while-away" })).Expect(503);
        var unready = (await server.Nobody.GetAsync("/health/ready")).Expect(503);
        Assert.That(unready.Value("checks.store.reason"), Is.EqualTo("The store cannot be reached").Or.EqualTo("The store did not answer within 2 seconds"));
        Assert.That(unready.Header("Retry-After"), Is.Not.Null);
        (await server.Nobody.GetAsync("/health/live")).Expect(200);

        wire.Mend();
        (await server.Admin.GetAsync("/v1/orgs")).Expect(200);
        (await server.Admin.PostAsync("/v1/orgs", new { name = "x", sub_domain = "while-away" })).Expect(201);
        (await server.Nobody.GetAsync("/health/ready")).Expect(200);
    }

    private (string Key, string Value)[] Environment(params (string Key, string Value)[] parts)
    {
        var builder = new SqlConnectionStringBuilder(_database.ConnectionString);
        foreach (var (key, value) in parts)
        {
            builder[key] = value;
        }

        return [("Database__Provider", engine), ("ConnectionStrings__TokenPlatform", builder.ConnectionString)];
    }
}
