using Microsoft.Data.Sqlite;
using TokenPlatform.Infrastructure.Persistence.Dialects;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

internal sealed class SqlTextTests
{
    private TestStore _store = null!;
    private SqliteConnection _connection = null!;

    private static IEnumerable<TestCaseData> Shared => Cases(SqlTexts.Shared);

    private static IEnumerable<TestCaseData> SqliteOnly =>
        Cases(SqlTexts.SqliteOnly.Where(text => text.Sql is not (SqliteSql.TakeClause or SqliteSql.SkipAndTakeClause)));

    private static IEnumerable<TestCaseData> SqlServerOnly =>
        Cases(SqlTexts.SqlServerOnly.Where(text => text.Sql != SqlServerSql.TakeClause));

    [OneTimeSetUp]
    public async Task Open()
    {
        _store = await TestStore.CreateAsync(Engine.Sqlite);
        _connection = (SqliteConnection)await _store.OpenAsync();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _connection.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Test]
    public void Shared_WhenGathered_HoldsTheTextsOfEveryClass() =>
        Assert.That(SqlTexts.Shared.Select(text => text.Name), Is.SupersetOf(new[] { "TokenSql.Add", "ChainSql.Lock", "MigrationSql.Add" }));

    [TestCaseSource(nameof(Shared))]
    public void SharedText_WhenReadAsTSql_HasNoFault(string sql) =>
        Assert.That(SqlTexts.Forms(sql, SqlServerSql.TakeClause).SelectMany(SqlTexts.FaultsInTSql), Is.Empty);

    [TestCaseSource(nameof(Shared))]
    public void SharedText_WhenPreparedBySqlite_HasNoFault(string sql) =>
        Assert.That(
            SqlTexts.Forms(sql, SqliteSql.TakeClause).Select(form => SqlTexts.FaultInSqlite(_connection, form)),
            Is.All.Null);

    [TestCaseSource(nameof(SqlServerOnly))]
    public void SqlServerText_WhenReadAsTSql_HasNoFault(string sql) => Assert.That(SqlTexts.FaultsInTSql(sql), Is.Empty);

    [TestCaseSource(nameof(SqliteOnly))]
    public void SqliteText_WhenRun_Succeeds(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;

        Assert.That(command.ExecuteNonQuery, Throws.Nothing);
    }

    [TestCase("SELECT name FROM apps ORDER BY seq LIMIT @Take")]
    [TestCase("INSERT INTO apps (name) VALUES (@Name) RETURNING seq")]
    [TestCase("SELECT name FROM apps WHERE (app_id, name) = (@AppId, @Name)")]
    public void FaultsInTSql_WhenOnlySqliteKnowsTheText_FindsOne(string sql) =>
        Assert.That(SqlTexts.FaultsInTSql(sql), Is.Not.Empty);

    [TestCase("SELECT TOP (1) name FROM apps")]
    [TestCase("SELECT nickname FROM apps")]
    [TestCase("SELECT name FROM ap WHERE app_id = @AppId")]
    public void FaultInSqlite_WhenTheTextDoesNotFitTheSchema_FindsOne(string sql) =>
        Assert.That(SqlTexts.FaultInSqlite(_connection, sql), Is.Not.Null);

    private static IEnumerable<TestCaseData> Cases(IEnumerable<(string Name, string Sql)> texts) =>
        texts.Select(text => new TestCaseData(text.Sql).SetArgDisplayNames(text.Name));
}
