using Dapper;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

[TestFixtureSource(typeof(Engines))]
internal sealed class MigratorTests(Engine engine)
{
    private static readonly string[] s_all = [.. Migrator.Scripts("Sqlite").Select(script => script.Name)];

    private EmptyStore _store = null!;
    private SqlDialect _dialect = null!;
    private Migrator _migrator = null!;

    [SetUp]
    public void Open()
    {
        _store = new EmptyStore(engine);
        _dialect = _store.NewDialect();
        _migrator = new Migrator(_dialect, TimeProvider.System);
    }

    [TearDown]
    public void Close() => _store.Dispose();

    [Test]
    public async Task MigrateAsync_WhenStoreIsEmpty_AppliesEveryScriptInOrder()
    {
        var applied = await _migrator.MigrateAsync(CancellationToken.None);

        Assert.That(applied, Is.EqualTo(s_all).And.Not.Empty);
        Assert.That(await _migrator.PendingAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task MigrateAsync_WhenRunAgain_AppliesNothing()
    {
        await _migrator.MigrateAsync(CancellationToken.None);

        Assert.That(await _migrator.MigrateAsync(CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task PendingAsync_WhenStoreIsEmpty_NamesEveryScript() =>
        Assert.That(await _migrator.PendingAsync(CancellationToken.None), Is.EqualTo(s_all));

    [TestCase("UPDATE schema_migrations SET checksum = 'another'", "changed after it was applied")]
    [TestCase("INSERT INTO schema_migrations (name, checksum, applied_at) SELECT 'V999_future.sql', checksum, applied_at FROM schema_migrations WHERE name = 'V001_initial.sql'", "newer than this program")]
    public async Task MigrateAsync_WhenJournalSaysOtherwise_Refuses(string change, string sentence)
    {
        await _migrator.MigrateAsync(CancellationToken.None);
        await using (var connection = await _dialect.OpenAsync(CancellationToken.None))
        {
            await connection.ExecuteAsync(change);
        }

        Assert.That(() => _migrator.MigrateAsync(CancellationToken.None), Throws.TypeOf<StoreException>().With.Message.Contains(sentence));
        Assert.That(() => _migrator.PendingAsync(CancellationToken.None), Throws.TypeOf<StoreException>().With.Message.Contains(sentence));
    }

    [Test]
    [Repeat(3)]
    public async Task MigrateAsync_WhenNodesStartAtOnce_EachScriptIsAppliedOnce()
    {
        using var store = new EmptyStore(engine);

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            Task.Run(() => new Migrator(store.NewDialect(), TimeProvider.System).MigrateAsync(CancellationToken.None))));

        Assert.That(applied.SelectMany(names => names), Is.EquivalentTo(s_all));
    }
}
