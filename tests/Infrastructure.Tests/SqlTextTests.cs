using Microsoft.Data.Sqlite;
using TokenPlatform.Infrastructure.Persistence.Dialects;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

internal sealed class SqlTextTests
{
    // Given as Word by the repositories, and so varchar; anything else would be nvarchar, and the column converted row by row.
    private static readonly string[] s_words = ["Action", "Kind", "Status"];

    private TestStore _store = null!;
    private SqliteConnection _connection = null!;

    private static IEnumerable<TestCaseData> Shared => Cases(SqlTexts.Shared);

    private static IEnumerable<TestCaseData> SqliteOnly =>
        Cases(SqlTexts.SqliteOnly.Where(text => text.Sql is not (SqliteSql.TakeClause or SqliteSql.SkipAndTakeClause)));

    private static IEnumerable<TestCaseData> SqlServerOnly =>
        Cases(SqlTexts.SqlServerOnly.Where(text => text.Sql is not (SqlServerSql.TakeClause or SqlServerSql.SkipAndTakeClause)));

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

    [Test]
    public void Texts_WhenComparedWithTheApproved_AreTheSame()
    {
        var texts = SqlTexts.Shared.Concat(SqlTexts.SqliteOnly).Concat(SqlTexts.SqlServerOnly)
            .OrderBy(text => text.Name, StringComparer.Ordinal)
            .Select(text => $"-- {text.Name}\n{text.Sql.ReplaceLineEndings("\n")}\n");
        Approved.AssertSame("SqlTexts.sql", string.Join('\n', texts));
    }

    [TestCaseSource(nameof(Shared))]
    public void SharedText_WhenComparedWithColumns_SaysVarcharByWords(string sql) =>
        Assert.That(SqlTexts.ParametersComparedWithVarchar(sql).Except(s_words, StringComparer.Ordinal), Is.Empty);

    [TestCase("SELECT seq FROM tokens WHERE kind = @Kind", "Kind")]
    [TestCase("SELECT seq FROM tokens WHERE 'app' = kind AND @Approval <> approval", "Approval")]
    [TestCase("SELECT seq FROM tokens WHERE name = @Name", null)]
    public void ParametersComparedWithVarchar_WhenThereAreSome_NamesThem(string sql, string? name) =>
        Assert.That(SqlTexts.ParametersComparedWithVarchar(sql), Is.EqualTo(name is null ? [] : new[] { name }));

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
