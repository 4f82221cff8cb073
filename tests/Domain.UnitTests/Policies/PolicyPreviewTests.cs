using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Domain.UnitTests.Policies;

[TestFixture]
public class PolicyPreviewTests
{
    [Test]
    public void Finish_WhenNothingLives_SaysSo()
    {
        var forecast = new PolicyPreview(Make.Policy() with { MaxLiveTokens = 0 }).Finish();

        Assert.That((forecast.LiveTokens, forecast.Affected), Is.EqualTo((0, 0)));
        Assert.That(forecast.Violations, Is.EqualTo(Enum.GetValues<PolicyRule>().ToDictionary(rule => rule, _ => 0)));
        Assert.That(forecast.Tokens, Is.Empty);
    }

    [Test]
    public void Finish_WhenAppsHaveTooMany_NamesTheNewestOfEach()
    {
        var forecast = Forecast(
            Make.Policy() with { MaxLiveTokens = 2 },
            Of("a1", app: 1), Of("b1", app: 2), Of("a2", app: 1), Of("a3", app: 1), Of("b2", app: 2), Of("a4", app: 1));

        Assert.That((forecast.LiveTokens, forecast.Affected, forecast.Violations[PolicyRule.MaxLiveTokens]), Is.EqualTo((6, 2, 2)));
        Assert.That(forecast.Tokens.Select(affected => affected.Token.Name), Is.EqualTo(new[] { "a3", "a4" }));
    }

    [Test]
    public void Finish_WhenTokensBreakSeveralRules_CountsEachAndTheTokenOnce()
    {
        var policy = Make.Policy() with { MaxTtlDays = 1, MaxRateLimitRps = 1 };

        var forecast = Forecast(policy, Of("both"), Of("one") with { ExpiresAt = Make.Now.AddHours(1) });

        Assert.That(forecast.Affected, Is.EqualTo(2));
        Assert.That((forecast.Violations[PolicyRule.MaxTtlDays], forecast.Violations[PolicyRule.MaxRateLimitRps]), Is.EqualTo((1, 2)));
        Assert.That(forecast.Tokens[0].Broken, Is.EqualTo(new[] { PolicyRule.MaxTtlDays, PolicyRule.MaxRateLimitRps }));
    }

    [Test]
    public void Finish_WhenManyAreAffected_ShowsTheFirstHundredByName()
    {
        var names = Enumerable.Range(0, 250).Select(n => $"{n * 7919 % 250:000}").ToList();

        var forecast = Forecast(Make.Policy() with { MaxTtlDays = 1 }, [.. names.Select(name => Of(name))]);

        Assert.That(forecast.Affected, Is.EqualTo(250));
        Assert.That(forecast.Tokens.Select(affected => affected.Token.Name), Is.EqualTo(names.Order(StringComparer.Ordinal).Take(100)));
    }

    [Test]
    public void Finish_WhenNamesAreSorted_GoesByCodePointThenByAge()
    {
        // U+1F600 is the larger code point, and its first UTF-16 unit the smaller one.
        var forecast = Forecast(Make.Policy() with { MaxTtlDays = 1 }, Of("\uFF5E", 2), Of("\U0001F600"), Of("b"), Of("B"), Of("ba"), Of("b", 3));

        Assert.That(forecast.Tokens.Select(affected => affected.Token.Name), Is.EqualTo(new[] { "B", "b", "b", "ba", "\uFF5E", "\U0001F600" }));
        Assert.That(forecast.Tokens.Skip(1).Take(2).Select(affected => affected.Token.AppId), Is.EqualTo(new[] { Make.Id(1), Make.Id(3) }));
    }

    private static LiveToken Of(string name, int app = 1) => new(Make.Id(7), Make.Id(app), name, Make.Now, null, [], null);

    private static PolicyForecast Forecast(AppTokenPolicy policy, params LiveToken[] tokens)
    {
        var preview = new PolicyPreview(policy);
        foreach (var token in tokens)
        {
            preview.Add(token);
        }

        return preview.Finish();
    }
}
