using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>SQL Server, whose driver counts what goes over the wire.</summary>
internal sealed class CountingDialect(SqlServerDialect inner) : SqlDialect
{
    private readonly ConcurrentQueue<SqlConnection> _opened = new();

    public override string Name => inner.Name;

    public override string CreateJournal => inner.CreateJournal;

    protected override string TakeClause => SqlServerSql.TakeClause;

    protected override string SkipAndTakeClause => SqlServerSql.SkipAndTakeClause;

    /// <summary>How often the server was asked over connections that were opened since the last call.</summary>
    public long TakeRoundTrips()
    {
        var trips = 0L;
        while (_opened.TryDequeue(out var connection))
        {
            trips += (long)connection.RetrieveStatistics()["ServerRoundtrips"]!;
        }

        return trips;
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = (SqlConnection)await inner.OpenAsync(cancellationToken);
        connection.StatisticsEnabled = true;
        _opened.Enqueue(connection);
        return connection;
    }
}
