using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Ports;

/// <summary>Makes a change and its audit events one.</summary>
public interface IUnitOfWork
{
    /// <summary>
    /// Runs work in a transaction that holds the write lock of a chain from its first statement on. It commits when
    /// the work succeeded and noted at least one event in <see cref="IAuditTrail"/>; else nothing is changed.
    /// </summary>
    /// <typeparam name="TResult">What the work returns.</typeparam>
    /// <param name="chainId">The organization, or <see cref="AuditChain.Platform"/>.</param>
    /// <param name="work">Reads what it relies on itself, once the lock is held.</param>
    /// <param name="cancellationToken">Stops waiting; what was not committed is not changed.</param>
    Task<TResult> ExecuteAsync<TResult>(
        Guid chainId, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : IResult<TResult>;

    /// <summary>Takes the write lock of a second chain in the running transaction: an organization's first, the platform's after it.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AlsoHoldAsync(Guid chainId, CancellationToken cancellationToken);
}

/// <summary>Notes what the running transaction changes. The events are chained and stored as it commits.</summary>
public interface IAuditTrail
{
    /// <summary>Notes an event in the chain that the transaction holds.</summary>
    /// <param name="entry">What happened.</param>
    void Append(AuditEntry entry);

    /// <summary>Notes an event in another chain that the transaction holds.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="entry">What happened.</param>
    void Append(Guid chainId, AuditEntry entry);

    /// <summary>Begins the chain of a new organization; the transaction holds it.</summary>
    /// <param name="chainId">The organization.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task OpenChainAsync(Guid chainId, CancellationToken cancellationToken);
}
