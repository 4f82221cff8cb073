using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class AuditEventRow
{
    public Guid EventId { get; init; }

    public Guid ChainId { get; init; }

    public long Sequence { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public string Action { get; init; } = string.Empty;

    public string ActorType { get; init; } = string.Empty;

    public Guid? ActorId { get; init; }

    public Guid? ActorTokenId { get; init; }

    public string? ActorIpAddress { get; init; }

    public string? RequestId { get; init; }

    public string TargetType { get; init; } = string.Empty;

    public Guid TargetId { get; init; }

    public string Changes { get; init; } = string.Empty;

    public byte[] PreviousHash { get; init; } = [];

    public byte[] Hash { get; init; } = [];

    public static AuditEventRow Of(AuditEvent audited) => new()
    {
        EventId = audited.EventId,
        ChainId = audited.ChainId,
        Sequence = audited.Sequence,
        OccurredAt = audited.OccurredAt,
        Action = audited.Entry.Action,
        ActorType = audited.Actor.Type,
        ActorId = audited.Actor.Id,
        ActorTokenId = audited.Actor.TokenId,
        ActorIpAddress = audited.Actor.IpAddress,
        RequestId = audited.RequestId,
        TargetType = audited.Entry.Target.Type,
        TargetId = audited.Entry.Target.Id,
        Changes = audited.Entry.Changes,
        PreviousHash = audited.PreviousHash,
        Hash = audited.Hash,
    };

    public AuditEvent ToEvent() => new()
    {
        EventId = EventId,
        ChainId = ChainId,
        Sequence = Sequence,
        OccurredAt = OccurredAt,
        Actor = new AuditActor(ActorType, ActorId, ActorTokenId, ActorIpAddress),
        RequestId = RequestId,
        Entry = new AuditEntry(Action, new AuditTarget(TargetType, TargetId), Changes),
        PreviousHash = PreviousHash,
        Hash = Hash,
    };
}
