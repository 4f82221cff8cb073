using System.Data.Common;
using Microsoft.Data.Sqlite;
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
    public async Task FindTroubleAsync_WhenThereIsNoStore_SaysWhatIsMissingAndMakesNone()
    {
        using var dialect = new SqliteDialect($"Data Source={File}");
        var trouble = await HealthOf(dialect).FindTroubleAsync(CancellationToken.None);

        Assert.That(trouble!.Sentence, Does.Contain("lacks migrations").And.Contain("V001_initial.sql"));
        Assert.That(_folder.EnumerateFileSystemInfos(), Is.Empty);
    }

    [Test]
    public async Task FindTroubleAsync_WhenStoreHasNoJournal_MakesNone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await connection.OpenAsync();
            await new SqliteCommand("CREATE TABLE other (name TEXT)", connection).ExecuteNonQueryAsync();
        }

        var before = await System.IO.File.ReadAllBytesAsync(File);
        using var dialect = new SqliteDialect($"Data Source={File}");

        Assert.That(await HealthOf(dialect).FindTroubleAsync(CancellationToken.None), Is.Not.Null);
        Assert.That(await System.IO.File.ReadAllBytesAsync(File), Is.EqualTo(before));
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(File)!), Is.EqualTo(new[] { File }));
    }

    [Test]
    public async Task FindTroubleAsync_WhenMigrated_FindsNone()
    {
        using var dialect = new SqliteDialect($"Data Source={File}");
        await new Migrator(dialect, TimeProvider.System).MigrateAsync(CancellationToken.None);

        Assert.That(await HealthOf(dialect).FindTroubleAsync(CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task FindTroubleAsync_WhenStoreHangs_SaysSoInTimeAndAsksOnce()
    {
        using var dialect = new HangingDialect();
        var health = HealthOf(dialect);
        var troubles = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => health.FindTroubleAsync(CancellationToken.None))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(troubles.Select(trouble => trouble!.Sentence), Is.All.EqualTo("The store did not answer within 2 seconds"));
        Assert.That(dialect.Opened, Is.EqualTo(1));
    }

    [Test]
    public async Task FindTroubleAsync_WhenStoreComesBack_FindsNone()
    {
        using var dialect = new SqliteDialect($"Data Source={File}");
        var health = HealthOf(dialect);
        Assert.That(await health.FindTroubleAsync(CancellationToken.None), Is.Not.Null);
        await new Migrator(dialect, TimeProvider.System).MigrateAsync(CancellationToken.None);

        Assert.That(await health.FindTroubleAsync(CancellationToken.None), Is.Null);
    }

    private static StoreHealth HealthOf(SqlDialect dialect) => new(new Migrator(dialect, TimeProvider.System), TimeProvider.System);

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
