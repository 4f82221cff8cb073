using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests.Policies;

[TestFixture]
[FsCheck.NUnit.Properties(Arbitrary = [typeof(Generators)])]
public class PolicyEvaluationTests
{
    private static readonly AppTokenPolicy s_strict = Make.Policy() with
    {
        MaxTtlDays = 30,
        MaxLiveTokens = 5,
        AllowedPermissions = ["documents:read"],
        MaxRateLimitRps = 10,
    };

    [Test]
    public void Evaluate_WhenNoPolicy_GrantsWhatIsAsked()
    {
        var asked = Make.Wish(Make.Now.AddDays(5000), rate: 7, burst: 8, carried: "*:*");

        Assert.That(Grant(null, asked, 99_999), Is.EqualTo(new TokenGrant(asked.ExpiresAt, new RateLimit(7, 8), NeedsApproval: false)));
        Assert.That(Grant(null, Make.Wish()), Is.EqualTo(new TokenGrant(null, null, NeedsApproval: false)));
    }

    [Test]
    public void Evaluate_WhenPolicyHasNoRules_GrantsWhatIsAsked()
    {
        var asked = Make.Wish(Make.Now.AddDays(5000), rate: 7, carried: "*:*");

        Assert.That(Grant(Make.Policy(), asked, 99_999), Is.EqualTo(Grant(null, asked)));
    }

    [Test]
    public void Evaluate_WhenEveryRuleIsBroken_NamesAllInOrder()
    {
        var wish = Make.Wish(Make.Now.AddDays(31), rate: 11, carried: ["documents:write", "documents:read", "mail:send"]);

        var error = Refusal(s_strict, wish, 5);

        Assert.That(error.PolicyId, Is.EqualTo(s_strict.PolicyId));
        Assert.That(error.Violations.Select(v => v.Rule), Is.EqualTo(Enum.GetValues<PolicyRule>()));
        Assert.That(error.Violations.Select(v => v.Limit), Is.EqualTo(new object[] { 30, 5, new[] { "documents:read" }, 10 }));
        Assert.That(
            error.Violations.Select(v => v.Requested),
            Is.EqualTo(new object[] { 31, 6, new[] { "documents:write", "mail:send" }, 11 }));
    }

    [Test]
    public void Evaluate_WhenEverythingIsExactlyAtTheCap_Grants()
    {
        var wish = Make.Wish(Make.Now.AddDays(30), rate: 10, carried: "documents:read");

        Assert.That(
            Grant(s_strict, wish, liveTokens: 4),
            Is.EqualTo(new TokenGrant(Make.Now.AddDays(30), new RateLimit(10, 20), NeedsApproval: false)));
    }

    [Test]
    public void Evaluate_WhenExpiryIsAMicrosecondOverTheCap_NamesTheDayBegun()
    {
        var violation = Refusal(s_strict, Make.Wish(Make.Now.AddDays(30) + Make.Microsecond)).Violations.Single();

        Assert.That(violation, Is.EqualTo(new PolicyViolation(PolicyRule.MaxTtlDays, 30, 31)));
    }

    [TestCase(0, 0)]
    [TestCase(5, 5)]
    [TestCase(5, 9)]
    public void Evaluate_WhenLiveTokensReachTheCap_Refuses(int cap, int liveTokens)
    {
        var policy = Make.Policy() with { MaxLiveTokens = cap };

        var violation = Refusal(policy, Make.Wish(), liveTokens).Violations.Single();

        Assert.That(violation, Is.EqualTo(new PolicyViolation(PolicyRule.MaxLiveTokens, cap, liveTokens + 1)));
    }

    [TestCase("documents:*", "documents:read documents:eu:write", "")]
    [TestCase("*:read", "documents:read mail:read", "")]
    [TestCase("documents:read", "documents:*", "documents:*")]
    [TestCase("documents:read", "*:read", "*:read")]
    [TestCase("documents:eu:read", "documents:read", "documents:read")]
    [TestCase("documents:read documents:write", "documents", "documents")]
    [TestCase("", "documents:read", "documents:read")]
    [TestCase("", "", "")]
    public void Evaluate_WhenPermissionsAreAllowed_NamesThoseOutside(string allowed, string carried, string outside)
    {
        var policy = Make.Policy() with { AllowedPermissions = Words(allowed) };

        var result = PolicyEvaluation.Evaluate(policy, Make.Wish(carried: Words(carried)), 0, Make.Now);

        var requested = ((PolicyViolatedError?)result.Error)?.Violations.Single().Requested;
        Assert.That(requested, outside.Length == 0 ? Is.Null : Is.EqualTo(Words(outside)));
    }

    [TestCase(null, null)]
    [TestCase(30, 30)]
    public void Evaluate_WhenNoExpiryIsAsked_GivesTheCap(int? cap, int? days) =>
        Assert.That(
            Grant(Make.Policy() with { MaxTtlDays = cap }, Make.Wish()).ExpiresAt,
            Is.EqualTo(days is { } d ? Make.Now.AddDays(d) : (DateTimeOffset?)null));

    [TestCase(null, null, null, null, null)]
    [TestCase(3, 10, null, null, 3)]
    [TestCase(3, null, null, null, 3)]
    [TestCase(null, 10, null, null, 10)]
    [TestCase(3, 10, 4, null, 4)]
    [TestCase(3, 10, 4, 5, 4)]
    [TestCase(3, 10, null, 5, 3)]
    public void Evaluate_WhenRate_IsTheOneAskedForElseTheDefaultElseTheMaximum(int? asDefault, int? max, int? asked, int? burst, int? rate)
    {
        var policy = Make.Policy() with { DefaultRateLimitRps = asDefault, MaxRateLimitRps = max };

        Assert.That(
            Grant(policy, Make.Wish(rate: asked, burst: burst)).Rate,
            Is.EqualTo(rate is { } rps ? new RateLimit(rps, burst ?? 2 * rps) : null));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Evaluate_WhenPolicyAsksForApproval_SoDoesTheGrant(bool required) =>
        Assert.That(Grant(Make.Policy() with { RequiresAdminApproval = required }, Make.Wish()).NeedsApproval, Is.EqualTo(required));

    [Property(MaxTest = 500)]
    public bool Evaluate_WhenAnyWish_RefusesByExactlyTheBrokenRules(AppTokenPolicy policy, TokenWish wish, FsCheck.NonNegativeInt live)
    {
        var allowed = policy.AllowedPermissions?.Contains("*:approve", StringComparer.Ordinal) == true
            ? (string[])["documents:read", "documents:write", "mail:approve"]
            : policy.AllowedPermissions;
        var broken = new[]
        {
            (PolicyRule.MaxTtlDays, Broken: wish.ExpiresAt - Make.Now > TimeSpan.FromDays(policy.MaxTtlDays ?? 9999)),
            (PolicyRule.MaxLiveTokens, Broken: live.Get + 1 > (policy.MaxLiveTokens ?? int.MaxValue)),
            (PolicyRule.AllowedPermissions, Broken: allowed is not null && wish.Carried.Except(allowed, StringComparer.Ordinal).Any()),
            (PolicyRule.MaxRateLimitRps, Broken: wish.RatePerSecond > policy.MaxRateLimitRps),
        };

        var error = (PolicyViolatedError?)PolicyEvaluation.Evaluate(policy, wish, live.Get, Make.Now).Error;

        return (error?.Violations ?? []).Select(v => v.Rule).SequenceEqual(broken.Where(b => b.Broken).Select(b => b.Item1));
    }

    [Property(MaxTest = 500)]
    public bool Evaluate_WhenGrantIsAskedForAgain_GrantsTheSame(AppTokenPolicy policy, TokenWish wish)
    {
        var result = PolicyEvaluation.Evaluate(policy, wish, 0, Make.Now);
        if (!result.IsSuccess)
        {
            return true;
        }

        var grant = result.Value;
        return Grant(policy, new TokenWish(grant.ExpiresAt, wish.Carried, grant.Rate?.PerSecond, grant.Rate?.Burst)) == grant;
    }

    [TestCase(null, null, null)]
    [TestCase(10, null, 10)]
    [TestCase(10, 30, 10)]
    [TestCase(30, 30, 30)]
    [TestCase(31, 30, 30)]
    [TestCase(null, 30, 30)]
    public void EvaluateRenewal_WhenLifetimeWasGranted_StartsItAnewCutByTodaysCap(int? grantedDays, int? capDays, int? expectedDays)
    {
        var policy = Make.Policy() with { MaxTtlDays = capDays };
        var token = Make.Token() with { ExpiresAt = Make.Now.AddDays(-1) };

        var grant = PolicyEvaluation.EvaluateRenewal(policy, token, Days(grantedDays), 0, Make.Now).Value;

        Assert.That(grant.ExpiresAt, Is.EqualTo(Make.Now + Days(expectedDays)));
    }

    [Test]
    public void EvaluateRenewal_WhenNoPolicy_GrantsWhatItHad()
    {
        var token = Make.Token() with { Limits = new TokenLimits { Permissions = ["*:*"], Rate = new RateLimit(7, 8) } };

        Assert.That(
            PolicyEvaluation.EvaluateRenewal(null, token, Days(5000), 99_999, Make.Now).Value,
            Is.EqualTo(new TokenGrant(Make.Now.AddDays(5000), new RateLimit(7, 8), NeedsApproval: false)));
    }

    [Test]
    public void EvaluateRenewal_WhenEverythingButLifeIsBroken_NamesAllInOrder()
    {
        var token = Make.Token() with { Limits = new TokenLimits { Scopes = ["mail:send"], Rate = new RateLimit(11, 11) } };

        var error = (PolicyViolatedError)PolicyEvaluation.EvaluateRenewal(s_strict, token, Days(31), 5, Make.Now).Error!;

        Assert.That(
            error.Violations.Select(v => v.Rule),
            Is.EqualTo(new[] { PolicyRule.MaxLiveTokens, PolicyRule.AllowedPermissions, PolicyRule.MaxRateLimitRps }));
    }

    [Test]
    public void EvaluateRenewal_WhenTokenHasItsPlace_IsNotCounted()
    {
        var frozen = Make.Policy() with { MaxLiveTokens = 0 };

        Assert.That(PolicyEvaluation.EvaluateRenewal(frozen, Make.Token(), null, null, Make.Now).IsSuccess, Is.True);
        Assert.That(PolicyEvaluation.EvaluateRenewal(frozen, Make.Token(), null, 0, Make.Now).IsSuccess, Is.False);
    }

    [Property(MaxTest = 500)]
    public bool EvaluateRenewal_WhenAnyToken_NeverBreaksTheLifeRuleNorOutlivesItsGrant(AppTokenPolicy policy, TokenWish wish, FsCheck.PositiveInt hours)
    {
        var token = Make.Token() with
        {
            Limits = new TokenLimits
            {
                Permissions = wish.Carried,
                Rate = wish.RatePerSecond is { } rps ? RateLimit.Of(rps, wish.RateBurst) : null,
            },
        };
        var lifetime = TimeSpan.FromHours(hours.Get);

        var result = PolicyEvaluation.EvaluateRenewal(policy, token, lifetime, 0, Make.Now);

        return result.IsSuccess
            ? result.Value.ExpiresAt <= Make.Now + lifetime && !(result.Value.ExpiresAt > Make.Now + Days(policy.MaxTtlDays))
            : ((PolicyViolatedError)result.Error).Violations.All(v => v.Rule != PolicyRule.MaxTtlDays);
    }

    [Test]
    public void Governing_WhenAppHasItsOwn_TakesItWholeWhateverTheOrder()
    {
        var own = Make.Policy(Make.Id(10));
        AppTokenPolicy[] policies = [s_strict, Make.Policy(Make.Id(11)), own];

        Assert.That(PolicyEvaluation.Governing(policies, Make.Id(10)), Is.SameAs(own));
        Assert.That(PolicyEvaluation.Governing([.. policies.Reverse()], Make.Id(10)), Is.SameAs(own));
    }

    [Test]
    public void Governing_WhenAppHasNone_TakesTheDefault() =>
        Assert.That(PolicyEvaluation.Governing([Make.Policy(Make.Id(11)), s_strict], Make.Id(10)), Is.SameAs(s_strict));

    [Test]
    public void Governing_WhenNeitherIsThere_IsNone() =>
        Assert.That(PolicyEvaluation.Governing([Make.Policy(Make.Id(11))], Make.Id(10)), Is.Null);

    private static TokenGrant Grant(AppTokenPolicy? policy, TokenWish wish, int liveTokens = 0) =>
        PolicyEvaluation.Evaluate(policy, wish, liveTokens, Make.Now).Value;

    private static PolicyViolatedError Refusal(AppTokenPolicy policy, TokenWish wish, int liveTokens = 0) =>
        (PolicyViolatedError)PolicyEvaluation.Evaluate(policy, wish, liveTokens, Make.Now).Error!;

    private static TimeSpan? Days(int? days) => days is { } d ? TimeSpan.FromDays(d) : null;

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
