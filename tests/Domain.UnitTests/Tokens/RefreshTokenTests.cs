using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests.Tokens;

[TestFixture]
[FsCheck.NUnit.Properties(Arbitrary = [typeof(Generators)])]
public class RefreshTokenTests
{
    private static readonly RefreshToken s_first = new()
    {
        RefreshTokenId = Make.Id(20),
        TokenId = Make.Id(1),
        Lifetime = TimeSpan.FromHours(2),
        IssuedAt = Make.Now,
    };

    // Times are seconds after the one that matters: use for what was used, issue for what was replaced.
    [TestCase(RefreshState.Live, 0, false, 0, RefreshVerdict.Accepted)]
    [TestCase(RefreshState.Live, 0, false, 5_000_000, RefreshVerdict.Accepted)]
    [TestCase(RefreshState.Used, 1, true, 0, RefreshVerdict.Retried)]
    [TestCase(RefreshState.Used, 1, true, 10, RefreshVerdict.Retried)]
    [TestCase(RefreshState.Used, 1, true, 10.000001, RefreshVerdict.Reused)]
    [TestCase(RefreshState.Used, 1, false, 0, RefreshVerdict.Reused)]
    [TestCase(RefreshState.Used, 2, true, 0, RefreshVerdict.Reused)]
    [TestCase(RefreshState.Used, 2, false, 0, RefreshVerdict.Reused)]
    [TestCase(RefreshState.Replaced, 0, false, 0, RefreshVerdict.Refused)]
    [TestCase(RefreshState.Replaced, 0, false, 10, RefreshVerdict.Refused)]
    [TestCase(RefreshState.Replaced, 0, false, 10.000001, RefreshVerdict.Reused)]
    [TestCase(RefreshState.Ended, 0, false, 0, RefreshVerdict.Refused)]
    [TestCase(RefreshState.Ended, 0, false, 5_000_000, RefreshVerdict.Refused)]
    public void JudgeAt_WhenPresented_IsAsTheTableSays(
        RefreshState state, int uses, bool precedesTheLiveOne, double seconds, RefreshVerdict expected)
    {
        var presented = s_first with { State = state, Uses = uses, UsedAt = uses > 0 ? Make.Now : null };
        var live = s_first with { RefreshTokenId = Make.Id(21), PredecessorId = precedesTheLiveOne ? s_first.RefreshTokenId : Make.Id(22) };

        Assert.That(presented.JudgeAt(live, Make.Now.AddSeconds(seconds)), Is.EqualTo(expected));
    }

    [Test]
    public void JudgeAt_WhenUsedAndNoneLives_IsReused() =>
        Assert.That(s_first.Use(Make.Now).JudgeAt(null, Make.Now), Is.EqualTo(RefreshVerdict.Reused));

    [TestCase(RefreshState.Live)]
    [TestCase(RefreshState.Used)]
    [TestCase(RefreshState.Replaced)]
    [TestCase(RefreshState.Ended)]
    public void JudgeAt_WhenSixtyDaysOld_IsRefusedFromThatMoment(RefreshState state)
    {
        var end = Make.Now.AddDays(60);
        var presented = s_first with { State = state, Uses = 1, UsedAt = end - Make.Microsecond };
        var live = s_first.Next(end - Make.Microsecond);

        Assert.That(presented.JudgeAt(live, end), Is.EqualTo(RefreshVerdict.Refused));
        if (state is RefreshState.Live or RefreshState.Used)
        {
            Assert.That(presented.JudgeAt(live, end - Make.Microsecond), Is.Not.EqualTo(RefreshVerdict.Refused));
        }
    }

    [Test]
    public void Next_WhenUsed_FollowsItWithALifeOfItsOwn()
    {
        var next = s_first.Use(Make.Now.AddDays(1)).Next(Make.Now.AddDays(1));

        Assert.That(next, Is.EqualTo(s_first with
        {
            RefreshTokenId = next.RefreshTokenId,
            PredecessorId = s_first.RefreshTokenId,
            IssuedAt = Make.Now.AddDays(1),
        }));
        Assert.That(next.RefreshTokenId, Is.Not.EqualTo(s_first.RefreshTokenId));
        Assert.That(next.ExpiresAt, Is.EqualTo(Make.Now.AddDays(61)));
    }

    [Test]
    public void Use_WhenUsedAgain_RemembersTheFirstTime()
    {
        var used = s_first.Use(Make.Now).Use(Make.Now.AddSeconds(3));

        Assert.That((used.State, used.UsedAt, used.Uses), Is.EqualTo((RefreshState.Used, (DateTimeOffset?)Make.Now, 2)));
    }

    [TestCase(null)]
    [TestCase(7200)]
    public void For_WhenTokenIsGranted_RemembersForHowLong(int? seconds)
    {
        var token = Make.Token() with { ExpiresAt = seconds is { } lifetime ? Make.Token().IssuedAt.AddSeconds(lifetime) : null };

        var refresh = RefreshToken.For(token, Make.Now);

        Assert.That(refresh.Lifetime, Is.EqualTo(seconds is { } s ? TimeSpan.FromSeconds(s) : (TimeSpan?)null));
        Assert.That((refresh.TokenId, refresh.IssuedAt, refresh.State), Is.EqualTo((token.TokenId, Make.Now, RefreshState.Live)));
    }

    /// <summary>Whoever uses each as it comes, and retries what was lost, is never taken for a thief; whoever brings back an older one is.</summary>
    [Property(MaxTest = 300)]
    public void JudgeAt_WhenHoldersTakeTurns_OnlyOlderOnesAreReused(FsCheck.NonEmptyArray<byte> secondsBetween)
    {
        var (now, used, live) = (Make.Now, new List<RefreshToken>(), s_first);
        foreach (var seconds in secondsBetween.Get)
        {
            now = now.AddSeconds(seconds);
            Assert.That(live.JudgeAt(live, now), Is.EqualTo(RefreshVerdict.Accepted));
            used.Add(live.Use(now));
            live = live.Next(now);

            Assert.That(used[^1].JudgeAt(live, now + RefreshToken.RetryWindow), Is.EqualTo(RefreshVerdict.Retried));
            Assert.That(used[^1].JudgeAt(live, now + RefreshToken.RetryWindow + Make.Microsecond), Is.EqualTo(RefreshVerdict.Reused));
            Assert.That(used.SkipLast(1).Select(older => older.JudgeAt(live, now)), Is.All.EqualTo(RefreshVerdict.Reused));
        }
    }
}
