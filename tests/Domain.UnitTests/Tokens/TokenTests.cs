using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests.Tokens;

[TestFixture]
public class TokenTests
{
    private static readonly Token s_waiting = Make.Token() with { Approval = ApprovalState.Pending, IssuedAt = Make.Now };

    [TestCase(true, ApprovalState.Rejected, true, TokenStatus.Revoked)]
    [TestCase(true, ApprovalState.Pending, false, TokenStatus.Revoked)]
    [TestCase(false, ApprovalState.Rejected, true, TokenStatus.Rejected)]
    [TestCase(false, ApprovalState.Rejected, false, TokenStatus.Rejected)]
    [TestCase(false, ApprovalState.Pending, true, TokenStatus.Expired)]
    [TestCase(false, ApprovalState.Approved, true, TokenStatus.Expired)]
    [TestCase(false, ApprovalState.NotRequired, true, TokenStatus.Expired)]
    [TestCase(false, ApprovalState.Pending, false, TokenStatus.PendingApproval)]
    [TestCase(false, ApprovalState.Approved, false, TokenStatus.Active)]
    [TestCase(false, ApprovalState.NotRequired, false, TokenStatus.Active)]
    public void StatusAt_WhenSeveralHold_IsTheFirstInOrder(bool revoked, ApprovalState approval, bool expired, TokenStatus expected)
    {
        var token = Make.Token() with
        {
            RevokedAt = revoked ? Make.Now : null,
            Approval = approval,
            ExpiresAt = expired ? Make.Now : Make.Now.AddDays(1),
        };

        Assert.That(token.StatusAt(Make.Now), Is.EqualTo(expected));
        Assert.That(token.IsLiveAt(Make.Now), Is.EqualTo(expected is TokenStatus.Active or TokenStatus.PendingApproval));
    }

    [Test]
    public void StatusAt_WhenExpiryIsReached_IsExpiredFromThatMoment()
    {
        var token = Make.Token() with { ExpiresAt = Make.Now };

        Assert.That(token.StatusAt(Make.Now - Make.Microsecond), Is.EqualTo(TokenStatus.Active));
        Assert.That(token.StatusAt(Make.Now), Is.EqualTo(TokenStatus.Expired));
    }

    [Test]
    public void StatusAt_WhenNoExpiry_NeverExpires() =>
        Assert.That(Make.Token().StatusAt(DateTimeOffset.MaxValue), Is.EqualTo(TokenStatus.Active));

    // Hours after issue: last use, then the first hour at which the session is over.
    [TestCase(null, 12)]
    [TestCase(1, 13)]
    [TestCase(155, 167)]
    [TestCase(156, 168)]
    [TestCase(167, 168)]
    public void StatusAt_WhenSessionIsUsed_LivesTwelveHoursOnAndSevenDaysAtMost(int? used, int ends)
    {
        var session = Make.Token(TokenKind.Session) with
        {
            IssuedAt = Make.Now,
            ExpiresAt = Make.Now + Token.SessionLife,
            LastUsedAt = used is { } hours ? Make.Now.AddHours(hours) : null,
        };
        var end = Make.Now.AddHours(ends);

        Assert.That(session.EndsAt, Is.EqualTo(end));
        Assert.That(session.StatusAt(end - Make.Microsecond), Is.EqualTo(TokenStatus.Active));
        Assert.That(session.StatusAt(end), Is.EqualTo(TokenStatus.Expired));
        Assert.That(session.IsIdleAt(end - Make.Microsecond), Is.False);
        Assert.That(session.IsIdleAt(end), Is.EqualTo(ends < 168));
    }

    [TestCase(TokenKind.App)]
    [TestCase(TokenKind.Personal)]
    [TestCase(TokenKind.Organization)]
    public void EndsAt_WhenTokenIsNoSession_IsItsExpiry(TokenKind kind)
    {
        var token = Make.Token(kind) with { ExpiresAt = Make.Now.AddDays(30) };

        Assert.That(token.EndsAt, Is.EqualTo(token.ExpiresAt));
        Assert.That((token with { ExpiresAt = null }).EndsAt, Is.Null);
        Assert.That(token.IsIdleAt(Make.Now.AddDays(31)), Is.False);
    }

    [Test]
    public void StatusAt_WhenApprovalWaitsSevenDays_IsRejectedAndNotLive()
    {
        var timeout = Make.Now.AddDays(7);

        Assert.That(s_waiting.StatusAt(timeout - Make.Microsecond), Is.EqualTo(TokenStatus.PendingApproval));
        Assert.That(s_waiting.IsLiveAt(timeout - Make.Microsecond), Is.True);
        Assert.That(s_waiting.StatusAt(timeout), Is.EqualTo(TokenStatus.Rejected));
        Assert.That(s_waiting.IsLiveAt(timeout), Is.False);
    }

    [Test]
    public void StatusAt_WhenWaitingTooLongAndExpired_IsRejected() =>
        Assert.That((s_waiting with { ExpiresAt = Make.Now.AddDays(7) }).StatusAt(Make.Now.AddDays(7)), Is.EqualTo(TokenStatus.Rejected));

    [TestCase(ApprovalState.NotRequired)]
    [TestCase(ApprovalState.Approved)]
    public void StatusAt_WhenNothingWaits_KnowsNoApprovalTimeout(ApprovalState approval) =>
        Assert.That((s_waiting with { Approval = approval }).StatusAt(Make.Now.AddDays(8)), Is.EqualTo(TokenStatus.Active));

    [Test]
    public void Revoke_WhenNotRevoked_EndsTheTokenAndCountsAChange()
    {
        var token = Make.Token() with { Version = 3 };

        var revoked = token.Revoke(Make.Now, "leaked");

        Assert.That(revoked, Is.EqualTo(token with { RevokedAt = Make.Now, RevokedReason = "leaked", Version = 4 }));
        Assert.That(revoked.IsLiveAt(Make.Now), Is.False);
    }

    [Test]
    public void Revoke_WhenRevokedAlready_ChangesNothing()
    {
        var revoked = Make.Token().Revoke(Make.Now, "leaked");

        Assert.That(revoked.Revoke(Make.Now.AddDays(1), "again"), Is.SameAs(revoked));
    }

    [Test]
    public void Rotate_WhenRotated_ChangesThePrefixAndCountsAChange()
    {
        var token = Make.Token() with { Version = 3, ExpiresAt = Make.Now.AddDays(1) };

        Assert.That(token.Rotate("tka_newest"), Is.EqualTo(token with { Prefix = "tka_newest", Version = 4 }));
    }

    [Test]
    public void Renew_WhenGranted_LivesAnewWithTheSameRights()
    {
        var token = Make.Token() with
        {
            Version = 3,
            ExpiresAt = Make.Now.AddHours(-1),
            Limits = new TokenLimits { Permissions = ["documents:read"], Rate = new RateLimit(50, 60) },
        };

        var renewed = token.Renew(new TokenGrant(Make.Now.AddDays(1), new RateLimit(5, 6), NeedsApproval: true), "tka_newest", Make.Now);

        Assert.That(renewed, Is.EqualTo(token with
        {
            Prefix = "tka_newest",
            Version = 4,
            IssuedAt = Make.Now,
            ExpiresAt = Make.Now.AddDays(1),
            Limits = token.Limits with { Rate = new RateLimit(5, 6) },
        }));
        Assert.That((token.IsLiveAt(Make.Now), renewed.IsLiveAt(Make.Now)), Is.EqualTo((false, true)));
    }

    [TestCase(0, null, null)]
    [TestCase(-1, null, null)]
    [TestCase(0, 60, null)]
    [TestCase(30, null, 30)]
    [TestCase(30, 60, 30)]
    [TestCase(60, 60, 60)]
    [TestCase(90, 60, 60)]
    public void OverlapEnd_WhenOverlap_EndsNoLaterThanTheToken(int overlap, int? lifeLeft, int? expected)
    {
        var token = Make.Token() with { ExpiresAt = AfterNow(lifeLeft) };

        Assert.That(token.OverlapEnd(Make.Now, TimeSpan.FromSeconds(overlap)), Is.EqualTo(AfterNow(expected)));
    }

    [Test]
    public void ReasonAt_WhenNobodyAnsweredInTime_SaysSo()
    {
        Assert.That(s_waiting.ReasonAt(Make.Now), Is.Null);
        Assert.That(s_waiting.ReasonAt(Make.Now.AddDays(7)), Is.EqualTo("approval_timeout"));
        Assert.That(s_waiting.Reject("no need").ReasonAt(Make.Now.AddDays(7)), Is.EqualTo("no need"));
        Assert.That(s_waiting.Revoke(Make.Now, "leaked").ReasonAt(Make.Now.AddDays(7)), Is.EqualTo("leaked"));
    }

    [Test]
    public void Approve_WhenItWaits_LetsItLiveBeyondTheTimeout() =>
        Assert.That(s_waiting.Approve().StatusAt(Make.Now.AddDays(7)), Is.EqualTo(TokenStatus.Active));

    [Test]
    public void IsOwnOf_WhenSomebodyDecides_KnowsOwnersAndCreatorsAlone()
    {
        var (user, app, other) = (new TokenOwner("user", Make.Id(5)), new TokenOwner("app", Make.Id(6)), new TokenOwner("user", Make.Id(9)));
        var ofUser = Make.Token() with { UserId = user.Id, AppId = app.Id, CreatedByUserId = other.Id };
        var ofApp = Make.Token() with { AppId = app.Id };

        Assert.That(ofUser.IsOwnOf(user, null), Is.True);
        Assert.That(ofUser.IsOwnOf(other, null), Is.True);
        Assert.That(ofUser.IsOwnOf(app, null), Is.False);
        Assert.That(ofApp.IsOwnOf(app, null), Is.True);
        Assert.That(ofApp.IsOwnOf(user, user), Is.True);
        Assert.That(ofApp.IsOwnOf(user, other), Is.False);
    }

    [TestCase(5, null, 10)]
    [TestCase(5, 1, 1)]
    [TestCase(50_000, null, 100_000)]
    [TestCase(100_000, null, 100_000)]
    public void RateLimitOf_WhenBurst_IsTheOneAskedForOrTwiceTheRate(int perSecond, int? burst, int expected) =>
        Assert.That(RateLimit.Of(perSecond, burst), Is.EqualTo(new RateLimit(perSecond, expected)));

    private static DateTimeOffset? AfterNow(int? seconds) => seconds is { } s ? Make.Now.AddSeconds(s) : null;
}
