using System.Data.Common;
using Microsoft.Data.Sqlite;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Tests;

internal sealed class StoreHealthTests
{
    private DirectoryInfo _folder = null!;

    private string File => Path.Combine(_folder.FullName, "new", "store.db");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("tokenplatform-");

    [TearDown]
    public void DeleteFolder()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task ExamineAsync_WhenThereIsNoStore_SaysWhatIsMissingAndMakesNone()
    {
        using var dialect = new SqliteDialect($"Data Source={File}");
        var state = await HealthOf(dialect).ExamineAsync(CancellationToken.None);

        Assert.That(state.Sentence, Does.Contain("lacks migrations").And.Contain("V001_initial.sql"));
        Assert.That(_folder.EnumerateFileSystemInfos(), Is.Empty);
    }

    [Test]
    public async Task ExamineAsync_WhenStoreHasNoJournal_MakesNone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await connection.OpenAsync();
            await new SqliteCommand("CREATE TABLE other (name TEXT)", connection).ExecuteNonQueryAsync();
        }

        var before = await System.IO.File.ReadAllBytesAsync(File);
        using var dialect = new SqliteDialect($"Data Source={File}");

        Assert.That((await HealthOf(dialect).ExamineAsync(CancellationToken.None)).CanServe, Is.False);
        Assert.That(await System.IO.File.ReadAllBytesAsync(File), Is.EqualTo(before));
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(File)!), Is.EqualTo(new[] { File }));
    }

    [Test]
    public async Task ExamineAsync_WhenMigrated_FindsNone()
    {
        using var dialect = new SqliteDialect($"Data Source={File}");
        await new Migrator(dialect, TimeProvider.System).MigrateAsync(CancellationToken.None);

        Assert.That(await HealthOf(dialect).ExamineAsync(CancellationToken.None), Is.EqualTo(new StoreState(CanServe: true)));
    }

    [Test]
    public async Task ExamineAsync_WhenStoreHangs_SaysSoInTimeAndAsksOnce()
    {
        using var dialect = new HangingDialect();
        var health = HealthOf(dialect);
        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => health.ExamineAsync(CancellationToken.None))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(states.Select(state => state.Sentence), Is.All.EqualTo("The store did not answer within 2 seconds"));
        Assert.That(dialect.Opened, Is.EqualTo(1));
    }

    [Test]
    public async Task ExamineAsync_WhenStoreComesBack_FindsNone()
    {
        using var dialect = new SqliteDialect($"Data Source={File}");
        var health = HealthOf(dialect);
        Assert.That((await health.ExamineAsync(CancellationToken.None)).CanServe, Is.False);
        await new Migrator(dialect, TimeProvider.System).MigrateAsync(CancellationToken.None);

        Assert.That((await health.ExamineAsync(CancellationToken.None)).CanServe);
    }

    [Test]
    public async Task ExamineAsync_WhenStoreCouldBeSetBetter_ServesAndSaysSo()
    {
        using var dialect = new SqliteDialect($"Data Source={File}");
        await new Migrator(dialect, TimeProvider.System).MigrateAsync(CancellationToken.None);

        Assert.That(
            await HealthOf(new AdvisingDialect(dialect)).ExamineAsync(CancellationToken.None),
            Is.EqualTo(new StoreState(CanServe: true, "Set it better")));
    }

    private static StoreHealth HealthOf(SqlDialect dialect) => new(new Migrator(dialect, TimeProvider.System), TimeProvider.System);

    private sealed class AdvisingDialect(SqliteDialect inner) : SqlDialect
    {
        public override string Name => inner.Name;

        public override string CreateJournal => throw new NotSupportedException();

        protected override string TakeClause => throw new NotSupportedException();

        protected override string SkipAndTakeClause => throw new NotSupportedException();

        public override Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

        public override Task<string?> FindAdviceAsync(DbConnection connection, CancellationToken cancellationToken) =>
            Task.FromResult<string?>("Set it better");
    }

    /// <summary>Blocks where an engine should wait.</summary>
    private sealed class HangingDialect : SqlDialect, IDisposable
    {
        private readonly ManualResetEventSlim _end = new();
        private int _opened;

        public int Opened => _opened;

        public override string Name => "Sqlite";

        public override string CreateJournal => throw new NotSupportedException();

        protected override string TakeClause => throw new NotSupportedException();

        protected override string SkipAndTakeClause => throw new NotSupportedException();

        public override Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _opened);
            _end.Wait(CancellationToken.None);
            throw new NotSupportedException();
        }

        public override Task<IDisposable> EnterWriteGateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose() => _end.Set();
    }
}
