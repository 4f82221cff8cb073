using Dapper;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

internal sealed class RecordingDialectTests
{
    private TestStore _store = null!;

    [SetUp]
    public async Task Open() => _store = await TestStore.CreateRecordingAsync(Engine.Sqlite);

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public void QueryAsync_WhenTextIsAConstant_Succeeds() =>
        Assert.That(() => QueryAsync(OrganizationSql.CountAny), Throws.Nothing);

    [TestCase("SELECT 1")]
    [TestCase(OrganizationSql.CountAny + " WHERE 1 = 1")]
    public void QueryAsync_WhenTextIsNoConstant_Throws(string sql) =>
        Assert.That(() => QueryAsync(sql), Throws.InvalidOperationException.With.Message.StartsWith("No text of a *Sql class"));

    private async Task<int> QueryAsync(string sql)
    {
        await using var connection = await _store.UseAsync<SqlDialect, System.Data.Common.DbConnection>(
            dialect => dialect.OpenAsync(CancellationToken.None));
        return await connection.QuerySingleAsync<int>(sql);
    }
}
