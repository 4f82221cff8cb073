namespace TokenPlatform.Domain.Audit;

/// <summary>Which events of a chain are read: all that match every criterion given.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Action">Only of this action, to the letter, or null.</param>
/// <param name="ActorId">Only what this user, app or organization did, or null.</param>
/// <param name="TargetId">Only what was done to this, or null.</param>
/// <param name="Since">Only from this moment on, or null.</param>
/// <param name="Until">Only before this moment, or null.</param>
public sealed record AuditFilter(
    Guid ChainId, string? Action = null, Guid? ActorId = null, Guid? TargetId = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null);

/// <summary>Reads audit events. Nothing changes or removes one.</summary>
public interface IAuditLog
{
    /// <summary>Events of a chain, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only those with a smaller sequence, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<AuditEvent>> ListAsync(AuditFilter filter, long? before, int take, CancellationToken cancellationToken);

    /// <summary>Events of a chain from its beginning, one at a time, however many there are.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="last">The last sequence that is read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Null for what cannot be read as an event, with which the stream ends.</returns>
    IAsyncEnumerable<AuditEvent?> StreamAsync(Guid chainId, long last, CancellationToken cancellationToken);

    /// <summary>The first event after a place in a chain; null where it ends there.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="sequence">The place.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<(Guid EventId, long Sequence)?> FindAfterAsync(Guid chainId, long sequence, CancellationToken cancellationToken);

    /// <summary>The end of a chain.</summary>
    /// <param name="chainId">A chain that there is.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<AuditHead> FindHeadAsync(Guid chainId, CancellationToken cancellationToken);
}
