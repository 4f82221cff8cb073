using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Domain.Tokens;

/// <summary>Tokens that were ended together, and of which some have no event yet.</summary>
/// <param name="OperationId">Stamped on each of them.</param>
/// <param name="ChainId">Where their events go.</param>
/// <param name="Reason">Why they were ended.</param>
/// <param name="RevokedAt">When.</param>
/// <param name="ToldUpTo">The position of the last one that has its event.</param>
/// <param name="Actor">Who ended them.</param>
/// <param name="RequestId">The request in which they were ended; null outside of requests.</param>
public sealed record Revocation(
    Guid OperationId, Guid ChainId, string Reason, DateTimeOffset RevokedAt, long ToldUpTo, AuditActor Actor, string? RequestId);

/// <summary>Keeps what is left to tell of tokens that were ended together.</summary>
public interface IRevocationRepository
{
    /// <summary>Adds one.</summary>
    /// <param name="revocation">One that is not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(Revocation revocation, CancellationToken cancellationToken);

    /// <summary>One as far as it is told; null once all of it is.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Revocation?> FindAsync(Guid operationId, CancellationToken cancellationToken);

    /// <summary>Notes how far it is told.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="toldUpTo">The position of the last token that has its event.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task MoveAsync(Guid operationId, long toldUpTo, CancellationToken cancellationToken);

    /// <summary>Forgets one that is told.</summary>
    /// <param name="operationId">The operation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task RemoveAsync(Guid operationId, CancellationToken cancellationToken);

    /// <summary>Those that are not told to the end, oldest first.</summary>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Guid>> ListAsync(int take, CancellationToken cancellationToken);
}
