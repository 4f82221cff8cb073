using System.Data;
using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;
using Dapper;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Infrastructure.Caching;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>
/// One connection for one request: repositories share it, and with it the running transaction. Whatever shows the store to
/// be away leaves here as a <see cref="StoreUnavailableException"/>; duplicates and bugs stay what the driver made of them.
/// It tells the caches what its statements make stale, once the store has it.
/// </summary>
internal sealed class DbSession(SqlDialect dialect, SnapshotCache cache) : IAsyncDisposable
{
    /// <summary>How often anything is tried that the store undid.</summary>
    public const int MostAttempts = 3;

    private const int MostWaiting = 100;

    private readonly HashSet<Change> _changes = [];
    private readonly List<(string Sql, object Parameters)> _waiting = [];
    private DbConnection? _connection;
    private DbTransaction? _transaction;

    public SqlDialect Dialect => dialect;

    /// <summary>What the running transaction has made stale so far.</summary>
    public IReadOnlyCollection<Change> Changes => _changes;

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_transaction is not null)
        {
            throw new InvalidOperationException("A transaction runs already");
        }

        _transaction = await ReadAsync(async connection => await connection.BeginTransactionAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Once begun, a commit is not cancelled: nobody would know what came of it. For the same reason it is never repeated.</summary>
    public async Task CommitAsync()
    {
        await FlushAsync(CancellationToken.None);
        await EndAsync(async transaction =>
        {
            try
            {
                await transaction.CommitAsync(CancellationToken.None);
            }
            catch (DbException failure) when (StoreFaults.Of(failure) is not (StoreFault.Bug or StoreFault.Duplicate))
            {
                throw new StoreUnavailableException(failure, isPassing: false);
            }
        });
    }

    /// <summary>By disposal alone: a server may have ended the transaction already, and the reason must not be hidden.</summary>
    public async Task RollbackAsync()
    {
        _waiting.Clear();
        try
        {
            await EndAsync(_ => Task.CompletedTask);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The connection broke. Without it the server undoes the transaction by itself.
            await ForgetConnectionAsync();
        }
    }

    /// <summary>Sends what <see cref="WriteAsync"/> kept back.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task FlushAsync(CancellationToken cancellationToken) => RunAsync(_ => Task.FromResult(0), isRead: false, cancellationToken);

    /// <summary>A write that no audit event speaks of, in a transaction of its own.</summary>
    public async Task<int> ExecuteAloneAsync(string sql, object? parameters, CancellationToken cancellationToken)
    {
        using var gate = await dialect.EnterWriteGateAsync(cancellationToken);
        await BeginAsync(cancellationToken);
        var ended = false;
        try
        {
            var count = await ExecuteAsync(sql, parameters, cancellationToken);
            ended = true;
            await CommitAsync();
            return count;
        }
        finally
        {
            if (!ended)
            {
                await RollbackAsync();
            }
        }
    }

    /// <summary>A statement that makes snapshots stale. They leave the cache when the transaction has ended, before anybody hears of it.</summary>
    public async Task<int> ChangeAsync(string sql, object parameters, Change change, CancellationToken cancellationToken)
    {
        _changes.Add(change);
        try
        {
            return await ExecuteAsync(sql, parameters, cancellationToken);
        }
        finally
        {
            if (_transaction is null)
            {
                EvictChanges();
            }
        }
    }

    /// <summary>
    /// Writes where nobody asks how many rows it hit. Within a transaction it may wait for the next statement or the end, so
    /// that several writes share a round trip on engines that have one.
    /// </summary>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">An object with a property for each parameter.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WriteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        if (_transaction is { Connection.CanCreateBatch: true })
        {
            _waiting.Add((sql, parameters));
            if (_waiting.Count == MostWaiting)
            {
                await FlushAsync(cancellationToken);
            }
        }
        else
        {
            await ExecuteAsync(sql, parameters, cancellationToken);
        }
    }

    /// <summary>Writes rows by one statement, as <see cref="WriteAsync"/> does. Where they don't wait, it is prepared only once.</summary>
    /// <typeparam name="T">Has a property for each parameter.</typeparam>
    /// <param name="sql">One statement.</param>
    /// <param name="rows">The parameters of each time.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WriteAllAsync<T>(string sql, IEnumerable<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (_transaction is not { Connection.CanCreateBatch: true })
        {
            await ExecuteAsync(sql, rows, cancellationToken);
            return;
        }

        foreach (var row in rows)
        {
            await WriteAsync(sql, row, cancellationToken);
        }
    }

    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken) =>
        RunAsync(connection => connection.ExecuteAsync(Command(sql, parameters, cancellationToken)), isRead: false, cancellationToken);

    public Task<T?> QuerySingleAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters, cancellationToken)), cancellationToken);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        [.. await ReadAsync(connection => connection.QueryAsync<T>(Command(sql, parameters, cancellationToken)), cancellationToken)];

    /// <summary>Asks several questions in one round trip.</summary>
    /// <typeparam name="T">What is made of the answers.</typeparam>
    /// <param name="sql">Statements, each ended by a semicolon.</param>
    /// <param name="parameters">Of all of them.</param>
    /// <param name="read">Reads the answers in their order.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<T> QuerySeveralAsync<T>(
        string sql, object parameters, Func<SqlMapper.GridReader, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(
            async connection =>
            {
                await using var answers = await connection.QueryMultipleAsync(Command(sql, parameters, cancellationToken));
                return await read(answers);
            },
            cancellationToken);

    /// <summary>Rows as they come, none kept. Nothing else is asked on this connection until the last was read.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, object? parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connection = await ReadAsync(Task.FromResult, cancellationToken);
        await foreach (var row in connection.QueryUnbufferedAsync<T>(sql, parameters, _transaction).WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await ForgetConnectionAsync();
    }

    private Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(read, isRead: true, cancellationToken);

    /// <summary>
    /// Repeats what the store gave up only where that is safe: a read outside of a transaction. Within one, whoever began it
    /// repeats the whole; a write outside of one may have been kept although its answer was lost.
    /// </summary>
    private async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> run, bool isRead, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var connection = await ConnectionAsync(cancellationToken);
                await SendWaitingAsync(connection, cancellationToken);
                return await run(connection);
            }
            catch (DbException failure)
            {
                // Some drivers tell of a cancellation by an error of their own.
                cancellationToken.ThrowIfCancellationRequested();
                dialect.NoteFailure(_connection, failure);
                var fault = StoreFaults.Of(failure);
                if (fault is StoreFault.Bug or StoreFault.Duplicate)
                {
                    throw;
                }

                if (fault != StoreFault.Passing || !isRead || _transaction is not null || attempt == MostAttempts)
                {
                    throw new StoreUnavailableException(failure, isPassing: fault == StoreFault.Passing && _transaction is not null);
                }

                await ForgetConnectionAsync();
            }
        }
    }

    private async Task SendWaitingAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        await using var batch = connection.CreateBatch();
        batch.Transaction = _transaction;
        foreach (var (sql, parameters) in _waiting)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            foreach (var property in parameters.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (sql.Contains($"@{property.Name}", StringComparison.Ordinal))
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = $"@{property.Name}";
                    TypeHandlers.Set(parameter, property.PropertyType, property.GetValue(parameters));
                    command.Parameters.Add(parameter);
                }
            }

            batch.BatchCommands.Add(command);
        }

        _waiting.Clear();
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<DbConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        TypeHandlers.EnsureRegistered();
        if (_connection is { State: not ConnectionState.Open } && _transaction is null)
        {
            await ForgetConnectionAsync();
        }

        return _connection ??= await dialect.OpenAsync(cancellationToken);
    }

    private async Task ForgetConnectionAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, _transaction, cancellationToken: cancellationToken);

    private async Task EndAsync(Func<DbTransaction, Task> end)
    {
        var transaction = _transaction ?? throw new InvalidOperationException("No transaction runs");
        _transaction = null;
        try
        {
            await using (transaction)
            {
                await end(transaction);
            }
        }
        finally
        {
            // Also where the end failed: a commit may have reached the store all the same.
            EvictChanges();
        }
    }

    private void EvictChanges()
    {
        cache.Evict(_changes);
        _changes.Clear();
    }
}
