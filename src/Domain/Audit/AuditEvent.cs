namespace TokenPlatform.Domain.Audit;

/// <summary>Who did something.</summary>
/// <param name="Type"><c>user</c>, <c>app</c>, <c>organization</c>, or <c>system</c> for the platform itself and its operator's commands.</param>
/// <param name="Id">The user, app or organization; null for <c>system</c>.</param>
/// <param name="TokenId">The token that was used; null for <c>system</c>.</param>
/// <param name="IpAddress">Where the request came from; null where there was none.</param>
public sealed record AuditActor(string Type, Guid? Id, Guid? TokenId, string? IpAddress)
{
    /// <summary>The platform itself: first start, operator's commands, housekeeping.</summary>
    public static readonly AuditActor System = new("system", null, null, null);
}

/// <summary>What something was done to.</summary>
/// <param name="Type">Singular snake_case name, as in <c>app_token</c>.</param>
/// <param name="Id">Its id.</param>
public sealed record AuditTarget(string Type, Guid Id);

/// <summary>What happened, before it has a place in a chain.</summary>
/// <param name="Action">Type and deed, as in <c>app_token.created</c>.</param>
/// <param name="Target">What it happened to.</param>
/// <param name="Changes">A JSON object, see <see cref="AuditChanges"/>.</param>
public sealed record AuditEntry(string Action, AuditTarget Target, string Changes);

/// <summary>One change of state, in its place in a chain. Nothing of the product changes or deletes one.</summary>
public sealed record AuditEvent
{
    /// <summary>Names the event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The chain: an organization's id, or <see cref="AuditChain.Platform"/>.</summary>
    public required Guid ChainId { get; init; }

    /// <summary>The place in the chain, from 1, without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>UTC, microseconds.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Who did it.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>The request in which it was done; null outside of requests.</summary>
    public required string? RequestId { get; init; }

    /// <summary>What happened.</summary>
    public required AuditEntry Entry { get; init; }

    /// <summary>The hash of the event before it, 32 bytes; zeros for the first.</summary>
    public required byte[] PreviousHash { get; init; }

    /// <summary>SHA-256 over the previous hash and this event's canonical JSON, 32 bytes.</summary>
    public byte[] Hash { get; init; } = [];
}
