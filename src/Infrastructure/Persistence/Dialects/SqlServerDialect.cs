using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using TokenPlatform.Application.Common.Ports;

namespace TokenPlatform.Infrastructure.Persistence.Dialects;

/// <summary>
/// SQL Server: many writers, many nodes. The rows of <c>chains</c> order the writers, so that nothing here relies on lock
/// hints or on an isolation level above the default, READ COMMITTED.
/// </summary>
public sealed class SqlServerDialect : SqlDialect
{
    private const string SnapshotAdvice =
        "READ_COMMITTED_SNAPSHOT is off in the store: reads wait for writes. Better is ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON";

    private static readonly TimeSpan s_migrationPatience = TimeSpan.FromMinutes(5);

    private readonly string _connectionString;
    private readonly string _migrationConnectionString;

    /// <summary>Prepares a server; nothing is opened yet.</summary>
    /// <param name="connectionString">
    /// As in Microsoft.Data.SqlClient. What it leaves open is set for a server that answers in milliseconds or is away:
    /// 5 seconds to connect, 15 for a command, and no waiting of the pool's after a failure.
    /// </param>
    /// <exception cref="ArgumentException">The string cannot be read.</exception>
    /// <exception cref="StoreException">It names no server or no database.</exception>
    public SqlServerDialect(string connectionString)
    {
        var builder = new SqlConnectionStringBuilder(connectionString);
        if (builder.DataSource.Length == 0 || builder.InitialCatalog.Length == 0)
        {
            throw new StoreException("ConnectionStrings:TokenPlatform must name a Server and a Database");
        }

        SetUnlessSaid(builder, "Application Name", "TokenPlatform");
        SetUnlessSaid(builder, "Connect Timeout", 5);
        SetUnlessSaid(builder, "Command Timeout", 15);
        SetUnlessSaid(builder, "Pool Blocking Period", PoolBlockingPeriod.NeverBlock);
        _connectionString = builder.ConnectionString;

        builder.Pooling = false;
        builder.CommandTimeout = (int)s_migrationPatience.TotalSeconds + 5;
        _migrationConnectionString = builder.ConnectionString;
    }

    /// <inheritdoc/>
    public override string Name => "SqlServer";

    /// <inheritdoc/>
    public override string CreateJournal => SqlServerSql.CreateJournal;

    /// <inheritdoc/>
    protected override string TakeClause => SqlServerSql.TakeClause;

    /// <inheritdoc/>
    protected override string SkipAndTakeClause => SqlServerSql.SkipAndTakeClause;

    /// <inheritdoc/>
    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await OpenAsync(_connectionString, cancellationToken);

    /// <inheritdoc/>
    public override async Task<DbConnection?> OpenJournalAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        try
        {
            if (await connection.ExecuteScalarAsync<int>(new CommandDefinition(SqlServerSql.CountJournals, cancellationToken: cancellationToken)) > 0)
            {
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <inheritdoc/>
    public override async Task<DbConnection> OpenToMigrateAsync(CancellationToken cancellationToken)
    {
        // Not from the pool: closing the connection has to end the session, and with it the lock.
        var connection = await OpenAsync(_migrationConnectionString, cancellationToken);
        try
        {
            var granted = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                SqlServerSql.LockMigrations, new { TimeoutMilliseconds = (int)s_migrationPatience.TotalMilliseconds }, cancellationToken: cancellationToken));
            return granted >= 0
                ? connection
                : throw new StoreException($"Another node has been migrating the store for {s_migrationPatience.TotalMinutes} minutes");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<string?> FindAdviceAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(SqlServerSql.ReadsSnapshots, cancellationToken: cancellationToken))
            ? null
            : SnapshotAdvice;

    private static void SetUnlessSaid(SqlConnectionStringBuilder builder, string key, object value)
    {
        if (!builder.ShouldSerialize(key))
        {
            builder[key] = value;
        }
    }

    private static async Task<DbConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (InvalidOperationException failure)
        {
            // The one thing that opening throws so: every connection of the pool stayed in use.
            await connection.DisposeAsync();
            throw new StoreUnavailableException(failure, isPassing: false);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
