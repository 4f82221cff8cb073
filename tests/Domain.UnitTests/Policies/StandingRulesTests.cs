using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests.Policies;

[TestFixture]
public class StandingRulesTests
{
    private static readonly AppTokenPolicy s_strict = Make.Policy() with
    {
        MaxTtlDays = 30,
        MaxLiveTokens = 2,
        AllowedPermissions = ["documents:read"],
        MaxRateLimitRps = 10,
    };

    // Issued long ago, to the cap of the policy in every way.
    private static readonly Token s_good = Make.Token() with
    {
        AppId = Make.Id(6),
        IssuedAt = Make.Now.AddDays(-29),
        ExpiresAt = Make.Now.AddDays(1),
        Limits = new TokenLimits { Permissions = ["documents:read"], Scopes = ["documents:eu:read"], Rate = new RateLimit(10, 15) },
    };

    [Test]
    public void Judge_WhenEverythingIsExactlyAtTheCap_FindsNothing() => Assert.That(Judge(s_good, others: 1), Is.Empty);

    [Test]
    public void Judge_WhenPolicyHasNoRules_FindsNothing() =>
        Assert.That(new StandingRules(Make.Policy()).Judge(LiveToken.Of(s_good with { ExpiresAt = null, Limits = new TokenLimits() }), 99_999), Is.Empty);

    [Test]
    public void Judge_WhenEveryRuleIsBroken_NamesAllInOrder()
    {
        var bad = s_good with
        {
            ExpiresAt = s_good.ExpiresAt + Make.Microsecond,
            Limits = new TokenLimits { Permissions = ["documents:read", "documents:write"], Scopes = ["mail"], Rate = new RateLimit(11, 11) },
        };

        var violations = Judge(bad, others: 2);

        Assert.That(violations.Select(v => v.Rule), Is.EqualTo(Enum.GetValues<PolicyRule>()));
        Assert.That(violations.Select(v => v.Limit), Is.EqualTo(new object[] { 30, 2, new[] { "documents:read" }, 10 }));
        Assert.That(violations.Select(v => v.Requested), Is.EqualTo(new object[] { 31, 3, new[] { "documents:write", "mail" }, 11 }));
    }

    [Test]
    public void Judge_WhenThereIsNoEndAndNoLimit_IsOverEveryCap()
    {
        var endless = s_good with { ExpiresAt = null, Limits = s_good.Limits with { Rate = null } };

        Assert.That(Judge(endless), Is.EqualTo(new[]
        {
            new PolicyViolation(PolicyRule.MaxTtlDays, 30, null), new PolicyViolation(PolicyRule.MaxRateLimitRps, 10, null),
        }));
    }

    [Test]
    public void Judge_WhenNothingIsAllowed_AllowsATokenThatCarriesNothing()
    {
        var rules = new StandingRules(Make.Policy() with { AllowedPermissions = [] });

        Assert.That(rules.Judge(LiveToken.Of(s_good), 0).Single().Rule, Is.EqualTo(PolicyRule.AllowedPermissions));
        Assert.That(rules.Judge(LiveToken.Of(s_good with { Limits = new TokenLimits() }), 0), Is.Empty);
    }

    [Test]
    public void Enforce_WhenNoRuleIsBroken_ChangesNothing() => Assert.That(Enforce(s_good), Is.SameAs(s_good));

    [Test]
    public void Enforce_WhenLifeIsTooLong_EndsItAtTheCapFromIssue()
    {
        foreach (var end in new DateTimeOffset?[] { null, Make.Now.AddDays(300) })
        {
            var token = s_good with { ExpiresAt = end };

            Assert.That(Enforce(token), Is.EqualTo(token with { ExpiresAt = token.IssuedAt.AddDays(30), Version = token.Version + 1 }));
        }
    }

    [TestCase(null, null, 10, 20)]
    [TestCase(11, 11, 10, 11)]
    [TestCase(100, 200, 10, 20)]
    public void Enforce_WhenRateIsTooHigh_LowersItToTheCap(int? rate, int? burst, int lowered, int loweredBurst)
    {
        var token = s_good with { Limits = s_good.Limits with { Rate = rate is { } rps ? new RateLimit(rps, burst!.Value) : null } };

        var held = Enforce(token);

        Assert.That(held.Limits.Rate, Is.EqualTo(new RateLimit(lowered, loweredBurst)));
        Assert.That((held.Version, held.ExpiresAt), Is.EqualTo((token.Version + 1, token.ExpiresAt)));
    }

    [Test]
    public void Enforce_WhenItCarriesWhatIsNotAllowed_EndsItAndNothingElse()
    {
        var token = s_good with { ExpiresAt = null, Limits = new TokenLimits { Scopes = ["mail"] } };

        Assert.That(Enforce(token), Is.EqualTo(token with { RevokedAt = Make.Now, RevokedReason = "policy_enforcement", Version = token.Version + 1 }));
    }

    [Test]
    public void Enforce_WhenOnlyTheLiveCapIsBroken_ChangesNothing() =>
        Assert.That(new StandingRules(Make.Policy() with { MaxLiveTokens = 0 }).Enforce(s_good, Make.Now), Is.SameAs(s_good));

    [Test]
    public void Enforce_WhenDoneTwice_ChangesNothingMore()
    {
        var held = Enforce(s_good with { ExpiresAt = null, Limits = s_good.Limits with { Rate = null } });

        Assert.That(Enforce(held), Is.SameAs(held));
        Assert.That(Judge(held), Is.Empty);
    }

    private static IReadOnlyList<PolicyViolation> Judge(Token token, int others = 0) =>
        new StandingRules(s_strict).Judge(LiveToken.Of(token), others);

    private static Token Enforce(Token token) => new StandingRules(s_strict).Enforce(token, Make.Now);
}
