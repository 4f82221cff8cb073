using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using TokenPlatform.Infrastructure.Caching;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>
/// One connection for one request: repositories share it, and with it the running transaction. It tells the caches what
/// its statements make stale, once the store has it.
/// </summary>
internal sealed class DbSession(SqlDialect dialect, SnapshotCache cache) : IAsyncDisposable
{
    private readonly HashSet<Change> _changes = [];
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

        _transaction = await (await ConnectionAsync(cancellationToken)).BeginTransactionAsync(cancellationToken);
    }

    /// <summary>Once begun, a commit is not cancelled: nobody would know what came of it.</summary>
    public Task CommitAsync() => EndAsync(transaction => transaction.CommitAsync(CancellationToken.None));

    /// <summary>By disposal alone: a server may have ended the transaction already, and the reason must not be hidden.</summary>
    public Task RollbackAsync() => EndAsync(_ => Task.CompletedTask);

    public async Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken) =>
        await (await ConnectionAsync(cancellationToken)).ExecuteAsync(Command(sql, parameters, cancellationToken));

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

    public async Task<T?> QuerySingleAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        await (await ConnectionAsync(cancellationToken)).QuerySingleOrDefaultAsync<T>(Command(sql, parameters, cancellationToken));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        [.. await (await ConnectionAsync(cancellationToken)).QueryAsync<T>(Command(sql, parameters, cancellationToken))];

    /// <summary>Rows as they come, none kept. Nothing else is asked on this connection until the last was read.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, object? parameters, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(cancellationToken);
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

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private async Task<DbConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        TypeHandlers.EnsureRegistered();
        return _connection ??= await dialect.OpenAsync(cancellationToken);
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
