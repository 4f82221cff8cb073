using System.Data.Common;

namespace TokenPlatform.Infrastructure.Persistence.Dialects;

/// <summary>Where the engines differ. Whatever they share stands in the <c>*Sql</c> classes, once.</summary>
public abstract class SqlDialect
{
    /// <summary>Names the folder of migrations.</summary>
    public abstract string Name { get; }

    /// <summary>Creates the journal of migrations where there is none.</summary>
    public abstract string CreateJournal { get; }

    /// <summary>A number that tells whether anything was committed since it was last read on the same connection; null where the engine has none.</summary>
    public virtual string? DataVersion => null;

    /// <summary>What follows ORDER BY to take no more than <c>@Take</c> rows.</summary>
    protected abstract string TakeClause { get; }

    /// <summary>What follows ORDER BY to pass over <c>@Skip</c> rows and take no more than <c>@Take</c>.</summary>
    protected abstract string SkipAndTakeClause { get; }

    /// <summary>Ends an ordered query so that it takes no more than <c>@Take</c> rows.</summary>
    /// <param name="orderedQuery">A query that ends in its ORDER BY.</param>
    public string Take(string orderedQuery) => $"{orderedQuery}\n{TakeClause}";

    /// <summary>Ends an ordered query so that it passes over <c>@Skip</c> rows and takes no more than <c>@Take</c>.</summary>
    /// <param name="orderedQuery">A query that ends in its ORDER BY.</param>
    public string SkipAndTake(string orderedQuery) => $"{orderedQuery}\n{SkipAndTakeClause}";

    /// <summary>Opens a connection from the pool, ready for use.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Whether an open connection reads something else by now than what is opened anew, as where a file was moved or replaced.</summary>
    /// <param name="connection">From <see cref="OpenAsync"/>.</param>
    public virtual bool IsForsaken(DbConnection connection) => false;

    /// <summary>Hears that a statement failed: what the engine's connections keep of what they read may be wrong by then.</summary>
    /// <param name="connection">Where it failed; null where none was open.</param>
    /// <param name="failure">What was thrown.</param>
    public virtual void NoteFailure(DbConnection? connection, Exception failure)
    {
    }

    /// <summary>Opens a store to read its journal of migrations. Asking makes nothing: no folder, no file, no table.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null where there is no store, or no journal in it.</returns>
    public virtual async Task<DbConnection?> OpenJournalAsync(CancellationToken cancellationToken) => await OpenAsync(cancellationToken);

    /// <summary>Opens a connection to migrate over. As long as it is open no other node has one.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StoreException">Another node migrates and does not come to an end.</exception>
    public virtual Task<DbConnection> OpenToMigrateAsync(CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    /// <summary>What an operator could set better in a store that serves.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A sentence; null for nothing.</returns>
    public virtual Task<string?> FindAdviceAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Makes the place of a new store, on engines that keep it in a file of ours.</summary>
    /// <exception cref="StoreException">It cannot be made.</exception>
    public virtual void MakePlace()
    {
    }

    /// <summary>Waits until this process may write, on engines with one writer at a time.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Lets the next one in when disposed.</returns>
    public virtual Task<IDisposable> EnterWriteGateAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable>(new OpenGate());

    private sealed class OpenGate : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
