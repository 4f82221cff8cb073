namespace TokenPlatform.Domain.Audit;

/// <summary>A place in a chain that somebody kept: at this sequence stood this hash.</summary>
/// <param name="Sequence">The event's place, from 1.</param>
/// <param name="Hash">Its hash, 32 bytes.</param>
public sealed record KeptHead(long Sequence, byte[] Hash);

/// <summary>What came of verifying a chain.</summary>
/// <param name="Events">How many events were looked at.</param>
/// <param name="FirstBrokenEventId">The first event that does not fit; null where none does, or where none is left to name.</param>
/// <param name="FirstBrokenSequence">Its sequence, or the first that is missing; null where the chain is whole.</param>
/// <param name="Head">The end of the chain as the store keeps it.</param>
public sealed record ChainVerdict(long Events, Guid? FirstBrokenEventId, long? FirstBrokenSequence, AuditHead Head)
{
    /// <summary>Whether every event fits, up to the head and, where one was given, at the kept place.</summary>
    public bool IsValid => FirstBrokenSequence is null;
}

/// <summary>
/// Walks a chain from its first event on, one event at a time. It keeps nothing but the place it came to and the first
/// fault.
/// </summary>
/// <param name="head">The end of the chain as the store keeps it, read before its events.</param>
/// <param name="kept">What an auditor kept; null for nothing.</param>
/// <param name="key">The key of the hashes.</param>
public sealed class AuditVerification(AuditHead head, KeptHead? kept, AuditKey key)
{
    private AuditHead _at = AuditHead.Empty;
    private long _events;
    private Fault? _fault;

    /// <summary>Looks at the next event.</summary>
    /// <param name="audited">Events in the order of their sequence, none beyond the head; null for what cannot be read as one.</param>
    public void Add(AuditEvent? audited)
    {
        _events++;
        if (audited is null)
        {
            _fault ??= new Fault(null, _at.Sequence + 1);
            return;
        }

        if (_fault is null && !Fits(audited))
        {
            _fault = new Fault(audited.EventId, audited.Sequence);
        }

        _at = new AuditHead(audited.Sequence, audited.Hash);
    }

    /// <summary>Judges the end of the chain.</summary>
    /// <param name="beyond">The first event after the head, where there is one.</param>
    /// <param name="headNow">The end of the chain, read after its events: whoever wrote meanwhile moved it.</param>
    public ChainVerdict Finish((Guid EventId, long Sequence)? beyond, AuditHead headNow)
    {
        var fault = _fault ?? FaultAtEnd(beyond, headNow);
        return new ChainVerdict(_events, fault?.EventId, fault?.Sequence, head);
    }

    private Fault? FaultAtEnd((Guid EventId, long Sequence)? beyond, AuditHead headNow)
    {
        if (_at.Sequence < head.Sequence)
        {
            return new Fault(null, _at.Sequence + 1);
        }

        if (beyond is { } extra && extra.Sequence > headNow.Sequence)
        {
            return new Fault(extra.EventId, extra.Sequence);
        }

        return kept?.Sequence > head.Sequence ? new Fault(null, head.Sequence + 1) : null;
    }

    private bool Fits(AuditEvent audited) =>
        audited.Sequence == _at.Sequence + 1
        && audited.PreviousHash.AsSpan().SequenceEqual(_at.Hash)
        && audited.Hash.AsSpan().SequenceEqual(AuditChain.HashOf(audited, key))
        && (audited.Sequence != head.Sequence || audited.Hash.AsSpan().SequenceEqual(head.Hash))
        && (audited.Sequence != kept?.Sequence || audited.Hash.AsSpan().SequenceEqual(kept.Hash));

    private sealed record Fault(Guid? EventId, long Sequence);
}
