using Dapper;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

internal sealed class MigratorTests
{
    private static readonly string[] s_all = [.. Migrator.Scripts("Sqlite").Select(script => script.Name)];

    private TemporaryFile _file = null!;
    private SqliteDialect _dialect = null!;
    private Migrator _migrator = null!;

    [SetUp]
    public void Open()
    {
        _file = new TemporaryFile();
        _dialect = new SqliteDialect(_file.ConnectionString);
        _migrator = new Migrator(_dialect, TimeProvider.System);
    }

    [TearDown]
    public void Close()
    {
        _dialect.Dispose();
        _file.Dispose();
    }

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
    [TestCase("INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ('V999_future.sql', '', '')", "newer than this program")]
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
    [Repeat(5)]
    public async Task MigrateAsync_WhenTwoNodesStartAtOnce_EachScriptIsAppliedOnce()
    {
        using var file = new TemporaryFile();
        using var one = new SqliteDialect(file.ConnectionString);
        using var other = new SqliteDialect(file.ConnectionString);

        var applied = await Task.WhenAll(
            Task.Run(() => new Migrator(one, TimeProvider.System).MigrateAsync(CancellationToken.None)),
            Task.Run(() => new Migrator(other, TimeProvider.System).MigrateAsync(CancellationToken.None)));

        Assert.That(applied.SelectMany(names => names), Is.EquivalentTo(s_all));
    }
}
