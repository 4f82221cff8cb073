using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Domain.UnitTests.Audit;

[TestFixture]
public class AuditVerificationTests
{
    private static readonly List<AuditEvent> s_chain = Chain(5);

    [Test]
    public void Finish_WhenTheChainIsEmpty_IsValid() =>
        Assert.That(Verify([], AuditHead.Empty), Is.EqualTo(new ChainVerdict(0, null, null, AuditHead.Empty)));

    [Test]
    public void Finish_WhenEverythingFits_IsValid()
    {
        var verdict = Verify(s_chain, Head(5), new KeptHead(3, s_chain[2].Hash));

        Assert.That(verdict, Is.EqualTo(new ChainVerdict(5, null, null, verdict.Head)));
        Assert.That(verdict.IsValid);
    }

    [Test]
    public void Finish_WhenOthersWroteMeanwhile_IsValid()
    {
        var verification = Walk(s_chain.Take(4), Head(4), null);

        Assert.That(verification.Finish((s_chain[4].EventId, 5), Head(5)).IsValid);
    }

    [Test]
    public void Finish_WhenAnEventStandsBeyondTheHead_NamesIt()
    {
        var verification = Walk(s_chain.Take(4), Head(4), null);

        var verdict = verification.Finish((s_chain[4].EventId, 5), Head(4));

        Assert.That((verdict.FirstBrokenEventId, verdict.FirstBrokenSequence), Is.EqualTo((s_chain[4].EventId, 5L)));
    }

    [Test]
    public void Finish_WhenSeveralAreBroken_NamesTheFirst()
    {
        var verdict = Verify([s_chain[0], s_chain[1] with { RequestId = "x" }, s_chain[3], s_chain[4]], Head(5));

        Assert.That((verdict.FirstBrokenEventId, verdict.FirstBrokenSequence, verdict.Events), Is.EqualTo((s_chain[1].EventId, 2L, 4L)));
    }

    [Test]
    public void Finish_WhenAKeptPlaceDiffers_NamesItsEvent()
    {
        var verdict = Verify(s_chain, Head(5), new KeptHead(3, s_chain[3].Hash));

        Assert.That((verdict.FirstBrokenEventId, verdict.FirstBrokenSequence), Is.EqualTo((s_chain[2].EventId, 3L)));
    }

    [Test]
    public void Finish_WhenAKeptPlaceIsGone_NamesTheFirstThatIsMissing()
    {
        var verdict = Verify(s_chain, Head(5), new KeptHead(7, s_chain[4].Hash));

        Assert.That((verdict.FirstBrokenEventId, verdict.FirstBrokenSequence), Is.EqualTo(((Guid?)null, 6L)));
    }

    [Test]
    public void Finish_WhenTheKeyIsAnother_NamesTheFirst() =>
        Assert.That(Verify(s_chain, Head(5), key: new AuditKey(new byte[32])).FirstBrokenSequence, Is.EqualTo(1));

    private static AuditHead Head(int sequence) => new(sequence, s_chain[sequence - 1].Hash);

    private static ChainVerdict Verify(IEnumerable<AuditEvent> events, AuditHead head, KeptHead? kept = null, AuditKey? key = null) =>
        Walk(events, head, kept, key).Finish(null, head);

    private static AuditVerification Walk(IEnumerable<AuditEvent> events, AuditHead head, KeptHead? kept, AuditKey? key = null)
    {
        var verification = new AuditVerification(head, kept, key ?? AuditKey.None);
        foreach (var audited in events)
        {
            verification.Add(audited);
        }

        return verification;
    }

    private static List<AuditEvent> Chain(int length)
    {
        var head = AuditHead.Empty;
        var chain = new List<AuditEvent>();
        for (var i = 1; i <= length; i++)
        {
            chain.Add(AuditChain.Append(head, Make.Event() with { EventId = Make.Id(i) }, AuditKey.None));
            head = new AuditHead(chain[^1].Sequence, chain[^1].Hash);
        }

        return chain;
    }
}
