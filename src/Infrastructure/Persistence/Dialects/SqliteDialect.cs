using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace TokenPlatform.Infrastructure.Persistence.Dialects;

/// <summary>
/// SQLite: one file, many readers, one writer. Within this process a gate lets writers queue in order, which is far
/// fairer than SQLite's own retrying; between processes SQLite's busy timeout does it.
/// </summary>
public sealed class SqliteDialect : SqlDialect, IDisposable
{
    private const int BusyTimeoutSeconds = 10;

    private readonly string _connectionString;
    private readonly SemaphoreSlim _writeGate = new(1, 1);
    private readonly TimeSpan _patience;
    private volatile bool _isDoubted;

    /// <summary>Prepares a file; nothing is opened yet.</summary>
    /// <param name="connectionString">As in Microsoft.Data.Sqlite; <c>Data Source</c> names a file.</param>
    /// <exception cref="ArgumentException">The string cannot be read.</exception>
    /// <exception cref="StoreException">It names no file.</exception>
    public SqliteDialect(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };

        // A file that went away is a store that is away, and none is made in its place: MakePlace makes the first.
        if (builder.Mode == SqliteOpenMode.ReadWriteCreate)
        {
            builder.Mode = SqliteOpenMode.ReadWrite;
        }

        if (builder.DataSource.Length == 0 || builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory)
        {
            throw new StoreException("ConnectionStrings:TokenPlatform must name a file as its Data Source");
        }

        if (!connectionString.Contains("Timeout", StringComparison.OrdinalIgnoreCase))
        {
            builder.DefaultTimeout = BusyTimeoutSeconds;
        }

        _patience = builder.DefaultTimeout == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(builder.DefaultTimeout);
        File = Path.GetFullPath(builder.DataSource);
        _connectionString = builder.ConnectionString;
    }

    /// <summary>The full path of the database file.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public override string Name => "Sqlite";

    /// <inheritdoc/>
    public override string CreateJournal => SqliteSql.CreateJournal;

    /// <inheritdoc/>
    public override string DataVersion => SqliteSql.DataVersion;

    /// <inheritdoc/>
    protected override string TakeClause => SqliteSql.TakeClause;

    /// <inheritdoc/>
    protected override string SkipAndTakeClause => SqliteSql.SkipAndTakeClause;

    /// <inheritdoc/>
    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenFromPoolAsync(cancellationToken);
        if (!IsForsaken(connection))
        {
            return connection;
        }

        // What is written over the pool's handles would be acknowledged, and lost with the file that was here before.
        _isDoubted = true;
        SqliteConnection.ClearPool(connection);
        await connection.DisposeAsync();
        return await OpenFromPoolAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override bool IsForsaken(DbConnection connection) => SqliteFileControl.HasMoved((SqliteConnection)connection);

    /// <inheritdoc/>
    public override void NoteFailure(DbConnection? connection, Exception failure)
    {
        // Damaged pages stay in a handle's memory when the file is mended: none is used again.
        if (connection is SqliteConnection used && failure is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB })
        {
            SqliteConnection.ClearPool(used);
        }
    }

    /// <inheritdoc/>
    public override async Task<IDisposable> EnterWriteGateAsync(CancellationToken cancellationToken)
    {
        // Behind a writer who waits for another process nobody waits longer than that one.
        return await _writeGate.WaitAsync(_patience, cancellationToken)
            ? new Gate(_writeGate)
            : throw new TimeoutException("The writers before this one did not come to an end");
    }

    /// <inheritdoc/>
    public override async Task<DbConnection?> OpenJournalAsync(CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(File))
        {
            return null;
        }

        // Not from the pool: a pooled handle would go on reading a file that was deleted or replaced.
        var probe = new SqliteConnectionStringBuilder(_connectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        var connection = new SqliteConnection(probe.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(SqliteSql.CountJournals, cancellationToken: cancellationToken)) > 0)
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
    public override void MakePlace()
    {
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(File)!);
            PrivateFiles.CreateEmpty(File);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"ConnectionStrings:TokenPlatform names a file that cannot be made: {failure.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writeGate.Dispose();

    private async Task<SqliteConnection> OpenFromPoolAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(SqliteSql.PrepareConnection, cancellationToken: cancellationToken));
            if (_isDoubted)
            {
                await CheckAsync(connection, cancellationToken);
            }

            return connection;
        }
        catch (Exception failure)
        {
            NoteFailure(connection, failure);
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the file that came in place of ours is a store; an empty one makes no statement a bug.</summary>
    private async Task CheckAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(SqliteSql.CountJournals, cancellationToken: cancellationToken)) == 0)
        {
            SqliteConnection.ClearPool(connection);
            throw new SqliteException("The file that took the store's place is none", SQLitePCL.raw.SQLITE_NOTADB);
        }

        _isDoubted = false;
    }

    private sealed class Gate(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
