using System.Security.Cryptography;
using System.Text;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Domain.UnitTests.Audit;

[TestFixture]
public class AuditChainTests
{
    private static readonly TestCaseData[] s_changes =
    [
        Change("event id", e => e with { EventId = Make.Id(99) }),
        Change("chain", e => e with { ChainId = AuditChain.Platform }),
        Change("sequence", e => e with { Sequence = 8 }),
        Change("time", e => e with { OccurredAt = e.OccurredAt + Make.Microsecond }),
        Change("actor type", e => e with { Actor = e.Actor with { Type = "app" } }),
        Change("actor id", e => e with { Actor = e.Actor with { Id = Make.Id(99) } }),
        Change("no actor id", e => e with { Actor = e.Actor with { Id = null } }),
        Change("actor token", e => e with { Actor = e.Actor with { TokenId = Make.Id(99) } }),
        Change("no actor token", e => e with { Actor = e.Actor with { TokenId = null } }),
        Change("actor address", e => e with { Actor = e.Actor with { IpAddress = "192.0.2.8" } }),
        Change("no actor address", e => e with { Actor = e.Actor with { IpAddress = null } }),
        Change("request", e => e with { RequestId = "request-2" }),
        Change("no request", e => e with { RequestId = null }),
        Change("empty request", e => e with { RequestId = "" }),
        Change("action", e => e with { Entry = e.Entry with { Action = "app_token.revoked" } }),
        Change("target type", e => e with { Entry = e.Entry with { Target = e.Entry.Target with { Type = "app" } } }),
        Change("target id", e => e with { Entry = e.Entry with { Target = e.Entry.Target with { Id = Make.Id(99) } } }),
        Change("changes", e => e with { Entry = e.Entry with { Changes = """{"name":{"from":"a","to":"b"}}""" } }),
        Change("previous hash", e => e with { PreviousHash = [.. e.PreviousHash[..31], 0] }),
    ];

    [TestCaseSource(nameof(s_changes))]
    public void HashOf_WhenOneFieldDiffers_Differs(Func<AuditEvent, AuditEvent> change) =>
        Assert.That(Hash(change(Make.Event())), Is.Not.EqualTo(Hash(Make.Event())));

    [Test]
    public void HashOf_WhenAnEmptyAndAMissingTextMeet_TellsThemApart() =>
        Assert.That(
            Hash(Make.Event() with { RequestId = "" }),
            Is.Not.EqualTo(Hash(Make.Event() with { RequestId = null })));

    [Property]
    public bool HashOf_WhenTextsMoveBetweenFields_Differs(FsCheck.NonNull<string> a, FsCheck.NonNull<string> b)
    {
        AuditEvent With(string type, string? action) =>
            Make.Event() with { RequestId = type, Entry = Make.Event().Entry with { Action = action! } };

        return (a.Get == b.Get) == Hash(With(a.Get, b.Get)).SequenceEqual(Hash(With(b.Get, a.Get)));
    }

    [Test]
    public void HashOf_WhenEventIsKnown_IsSha256OverPreviousHashAndCanonicalJson()
    {
        var canonical = """
            {"event_id":"00000004-0000-0000-0000-000000000000","chain_id":"00000003-0000-0000-0000-000000000000",
            "sequence":7,"occurred_at":"2031-05-06T07:08:09.000000Z","action":"app_token.created",
            "actor_type":"user","actor_id":"00000005-0000-0000-0000-000000000000",
            "actor_token_id":"00000001-0000-0000-0000-000000000000","actor_ip_address":"192.0.2.7","request_id":null,
            "target_type":"app_token","target_id":"00000001-0000-0000-0000-000000000000","changes":"{}"}
            """.ReplaceLineEndings("");
        var audited = Make.Event() with { RequestId = null };

        Assert.That(
            Hash(audited),
            Is.EqualTo(SHA256.HashData([.. audited.PreviousHash, .. Encoding.UTF8.GetBytes(canonical)])));
    }

    [Test]
    public void HashOf_WhenTheSameMomentHasAnotherOffset_IsTheSame() =>
        Assert.That(
            Hash(Make.Event() with { OccurredAt = Make.Now.ToOffset(TimeSpan.FromHours(5)) }),
            Is.EqualTo(Hash(Make.Event())));

    [Test]
    public void Append_WhenChainIsEmpty_BeginsAtOneAfterZeros()
    {
        var first = AuditChain.Append(AuditHead.Empty, Make.Event(), AuditKey.None);

        Assert.That(first.Sequence, Is.EqualTo(1));
        Assert.That(first.PreviousHash, Is.EqualTo(new byte[32]));
        Assert.That(first.Hash, Is.EqualTo(Hash(first)).And.Length.EqualTo(32));
    }

    [Test]
    public void Append_WhenEventsFollow_TiesEachToTheOneBefore()
    {
        var chain = Chain(5);

        Assert.That(chain.Select(e => e.Sequence), Is.EqualTo(new long[] { 1, 2, 3, 4, 5 }));
        Assert.That(chain.Skip(1).Select(e => e.PreviousHash), Is.EqualTo(chain.SkipLast(1).Select(e => e.Hash)));
        Assert.That(chain.Select(Hash), Is.EqualTo(chain.Select(e => e.Hash)));
    }

    [Test]
    public void Append_WhenAnEarlierEventDiffers_ChangesEveryLaterHash()
    {
        var other = Chain(5, e => e.EventId == Make.Id(2) ? e with { RequestId = null } : e);

        var same = Chain(5).Zip(other, (a, b) => a.Hash.SequenceEqual(b.Hash));

        Assert.That(same, Is.EqualTo(new[] { true, false, false, false, false }));
    }

    [Test]
    public void HashOf_WhenThereIsAKey_IsHmacOverTheSame()
    {
        var (one, other) = (new AuditKey([.. Enumerable.Repeat((byte)1, 32)]), new AuditKey([.. Enumerable.Repeat((byte)2, 32)]));

        byte[][] hashes = [Hash(Make.Event()), AuditChain.HashOf(Make.Event(), one), AuditChain.HashOf(Make.Event(), other)];

        Assert.That(hashes.Select(Convert.ToHexString), Is.Unique);
        Assert.That(hashes.Select(hash => hash.Length), Is.All.EqualTo(32));
    }

    private static byte[] Hash(AuditEvent audited) => AuditChain.HashOf(audited, AuditKey.None);

    private static List<AuditEvent> Chain(int length, Func<AuditEvent, AuditEvent>? change = null)
    {
        var chain = new List<AuditEvent>();
        for (var i = 1; i <= length; i++)
        {
            var draft = Make.Event() with { EventId = Make.Id(i) };
            var head = chain.Count == 0 ? AuditHead.Empty : new AuditHead(chain[^1].Sequence, chain[^1].Hash);
            chain.Add(AuditChain.Append(head, change is null ? draft : change(draft), AuditKey.None));
        }

        return chain;
    }

    private static TestCaseData Change(string name, Func<AuditEvent, AuditEvent> change) =>
        new TestCaseData(change).SetArgDisplayNames(name);
}
