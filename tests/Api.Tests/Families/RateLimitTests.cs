using System.Globalization;

namespace TokenPlatform.Api.Tests.Families;

public sealed class RateLimitTests : SharedServer
{
    [Test]
    public async Task Verify_WhenBurstIsSpent_IsRateLimitedAndSaysHowLong()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", rate_limit_rps = 1, rate_limit_burst = 999 });
        async Task<Answer> Ask(int cost) => (await Server.Admin.PostAsync("/v1/tokens/verify", new { token = client.Token, cost })).Expect(200);
        var first = await Ask(998);
        Assert.That(first.Value("code"), Is.EqualTo("VALID"));
        Assert.That(first.Json["rate_limit"]!.ToJsonString(), Is.EqualTo("""{"limit":1,"burst":999,"remaining":1,"retry_after_ms":0}"""));
        var refused = await Ask(999);
        Assert.That((refused.Value("code"), refused.Value("valid")), Is.EqualTo(("RATE_LIMITED", "false")));
        Assert.That(int.Parse(refused.Value("rate_limit.retry_after_ms")!, CultureInfo.InvariantCulture), Is.InRange(1, 998_000));
        Assert.That((await Ask(0)).Value("code"), Is.EqualTo("VALID"));
        var never = await Ask(1000);
        Assert.That((never.Value("code"), never.Value("rate_limit.retry_after_ms")), Is.EqualTo(("RATE_LIMITED", (string?)null)));
    }

    [Test]
    public async Task Verify_WhenAnythingElseRefuses_SpendsNothing()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", rate_limit_rps = 1, rate_limit_burst = 1 });
        for (var i = 0; i < 3; i++)
        {
            var answer = await Server.Admin.PostAsync("/v1/tokens/verify", new { token = client.Token, permissions = new[] { "x:y" } });
            Assert.That((answer.Value("code"), answer.Json["rate_limit"]), Is.EqualTo(("INSUFFICIENT_PERMISSIONS", (object?)null)));
        }

        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("VALID"));
    }

    [Test]
    public async Task OwnApi_WhenBurstIsSpent_Is429AfterPermissionAndBeforeValidation()
    {
        var (id, client) = await Server.IssueAsync(Place, new { name = "x", permissions = new[] { "app_tokens:read" }, rate_limit_rps = 1, rate_limit_burst = 2 });
        var first = (await client.GetAsync(Place.Tokens)).Expect(200);
        Assert.That((first.Header("RateLimit-Policy"), first.Header("RateLimit")), Is.EqualTo(("\"token\";q=2;w=2", "\"token\";r=1;t=1")));
        (await client.GetAsync($"{Place.Organization}/apps")).Expect(403);

        // At once, so that no slow machine lets the bucket fill meanwhile.
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.GetAsync($"{Place.Tokens}?limit=x")));
        Assert.That(answers.Select(answer => answer.Status).Distinct().Order(), Is.EqualTo(new[] { 422, 429 }));
        var refused = answers.First(answer => answer.Status == 429);
        Assert.Multiple(() =>
        {
            Assert.That(refused.Value("error"), Is.EqualTo("RATE_LIMIT_EXCEEDED"));
            Assert.That(refused.Value("message"), Is.EqualTo("Too many requests. Please try again later."));
            Assert.That(refused.Json["details"]!.ToJsonString(), Is.EqualTo("""{"retry_after":1}"""));
            Assert.That(refused.Header("Retry-After"), Is.EqualTo("1"));
            Assert.That(refused.Header("RateLimit"), Does.StartWith("\"token\";r=0;t="));
        });
        Assert.That((await client.GetAsync($"{Place.Organization}/apps")).Expect(403).Header("RateLimit"), Does.StartWith("\"token\";r="));
        (await client.GetAsync($"{Place.Tokens}/self")).Expect(200);
        (await client.DeleteAsync($"{Place.Tokens}/{id}")).Expect(204);
    }

    [Test]
    public async Task OwnApi_WhenTokenHasNoRate_SaysNothingOfRates() =>
        Assert.That((await Server.Admin.GetAsync("/v1/me")).Header("RateLimit"), Is.Null);
}
