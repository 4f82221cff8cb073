using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

internal sealed class MigrationTests
{
    private static readonly string[] s_tSql = [.. Migrator.Scripts("SqlServer").Select(script => script.Script)];

    [Test]
    public void Scripts_WhenFoldersAreCompared_HaveTheSameNames()
    {
        var sqlite = Migrator.Scripts("Sqlite").Select(script => script.Name).ToList();

        Assert.That(Migrator.Scripts("SqlServer").Select(script => script.Name), Is.EqualTo(sqlite).And.Not.Empty);
    }

    [Test]
    public void Scripts_WhenReadAsTSql_HaveNoFault() =>
        Assert.That(s_tSql.SelectMany(SqlTexts.FaultsInTSql), Is.Empty);

    [Test]
    public void FaultsInTSql_WhenScriptIsSqlites_FindsOne() =>
        Assert.That(Migrator.Scripts("Sqlite").SelectMany(script => SqlTexts.FaultsInTSql(script.Script)), Is.Not.Empty);

    [Test]
    public async Task Schema_WhenEnginesAreCompared_IsTheSame() =>
        Assert.That(Schema.OfTSql(s_tSql), Is.EquivalentTo(await SqliteSchemaAsync()));

    [TestCase("name NVARCHAR(510) COLLATE Latin1_General_BIN2 NOT NULL", "title NVARCHAR(510) NOT NULL", TestName = "Schema_WhenColumnIsNamedOtherwise_IsNotTheSame")]
    [TestCase("max_ttl_days INT NULL", "max_ttl_days INT NOT NULL", TestName = "Schema_WhenNullabilityDiffers_IsNotTheSame")]
    [TestCase("CREATE TABLE apps", "CREATE TABLE applications", TestName = "Schema_WhenTableIsNamedOtherwise_IsNotTheSame")]
    [TestCase("CREATE UNIQUE INDEX ux_tokens_secret_hash", "CREATE INDEX ux_tokens_secret_hash", TestName = "Schema_WhenUniquenessDiffers_IsNotTheSame")]
    [TestCase("ON tokens (app_id, seq)", "ON tokens (seq, app_id)", TestName = "Schema_WhenIndexedColumnsDiffer_IsNotTheSame")]
    [TestCase(" WHERE app_id IS NOT NULL", "", TestName = "Schema_WhenFilterIsMissing_IsNotTheSame")]
    [TestCase("ix_members_user ", "ix_members_person ", TestName = "Schema_WhenIndexIsNamedOtherwise_IsNotTheSame")]
    [TestCase(" CONSTRAINT pk_users PRIMARY KEY CLUSTERED", "", TestName = "Schema_WhenPrimaryKeyIsMissing_IsNotTheSame")]
    public async Task Schema_WhenOneEngineDiffers_IsNotTheSame(string part, string instead)
    {
        var changed = s_tSql.Select(script => script.Replace(part, instead, StringComparison.Ordinal)).ToList();

        Assert.That(changed, Is.Not.EqualTo(s_tSql));
        Assert.That(changed.SelectMany(SqlTexts.FaultsInTSql), Is.Empty);
        Assert.That(Schema.OfTSql(changed), Is.Not.EquivalentTo(await SqliteSchemaAsync()));
    }

    private static async Task<IReadOnlyList<string>> SqliteSchemaAsync()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        await using var connection = await store.OpenAsync();
        return await Schema.OfSqliteAsync(connection);
    }
}
