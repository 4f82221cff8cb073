using TokenPlatform.Api.Operations.Metrics;

namespace TokenPlatform.Api.Tests.Operations;

public sealed class MetricsTests : SharedServer
{
    private const string Durations = "tokenplatform_http_request_duration_seconds";
    private const string Verifications = "tokenplatform_verifications_total";

    [Test]
    public async Task Metrics_WhenNothingHappenedYet_HasEveryCodeAndTheProcess()
    {
        var page = await PrometheusPage.ScrapeAsync(Server);
        Assert.Multiple(() =>
        {
            Assert.That(page.TypeOf(Verifications), Is.EqualTo("counter"));
            Assert.That(page.TypeOf(Durations), Is.EqualTo("histogram"));
            Assert.That(
                page.Samples.Where(sample => sample.Name == Verifications).Select(sample => sample.Labels),
                Is.EquivalentTo(new[]
                {
                    "NOT_FOUND", "REVOKED", "REJECTED", "EXPIRED", "PENDING_APPROVAL", "IP_NOT_ALLOWED", "ENDPOINT_NOT_ALLOWED",
                    "RESOURCE_NOT_ALLOWED", "INSUFFICIENT_PERMISSIONS", "RATE_LIMITED", "VALID",
                }.Select(code => $"code=\"{code}\"")));
            Assert.That(page.Value("dotnet_process_memory_working_set_bytes"), Is.GreaterThan(1_000_000));
            Assert.That(page.TypeOf("dotnet_gc_collections_total"), Is.EqualTo("counter"));
        });
    }

    [Test]
    public async Task Verifications_WhenVerdictsAreGiven_AreCountedByCode()
    {
        var (id, client) = await Server.IssueAsync(Place, new { name = "x", permissions = new[] { "orders:read" } });
        var before = await PrometheusPage.ScrapeAsync(Server);
        await Server.VerifyAsync(new { token = client.Token });
        await Server.VerifyAsync(new { token = client.Token });
        await Server.VerifyAsync(new { token = client.Token, permissions = new[] { "orders:write" } });
        await Server.VerifyAsync(new { token = "nonsense" });
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}")).Expect(204);
        await Server.VerifyAsync(new { token = client.Token });
        (await Server.Admin.PostAsync("/v1/tokens/verify", "{}")).Expect(422);
        (await client.PostAsync("/v1/tokens/verify", new { token = client.Token })).Expect(401);
        var after = await PrometheusPage.ScrapeAsync(Server);
        var growth = before.Samples.Where(sample => sample.Name == Verifications)
            .ToDictionary(sample => sample.Labels, sample => after.Value(sample.Name, sample.Labels) - sample.Value, StringComparer.Ordinal);
        Assert.That(growth.Where(code => code.Value > 0).ToDictionary(StringComparer.Ordinal), Is.EquivalentTo(new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["code=\"VALID\""] = 2,
            ["code=\"INSUFFICIENT_PERMISSIONS\""] = 1,
            ["code=\"NOT_FOUND\""] = 1,
            ["code=\"REVOKED\""] = 1,
        }));
    }

    [Test]
    public async Task RateDecisions_WhenRatesAreSpent_AreCountedByOutcome()
    {
        const string Rates = "tokenplatform_rate_decisions_total";
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", rate_limit_rps = 1, rate_limit_burst = 500 });
        var before = await PrometheusPage.ScrapeAsync(Server);
        for (var i = 0; i < 3; i++)
        {
            await Server.VerifyAsync(new { token = client.Token, cost = 500 });
        }

        var after = await PrometheusPage.ScrapeAsync(Server);
        double Growth(string outcome) => after.Value(Rates, $"outcome=\"{outcome}\"") - before.Value(Rates, $"outcome=\"{outcome}\"");
        Assert.That((Growth("allowed"), Growth("refused")), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Durations_WhenRequestsAreAnswered_AreCountedByTemplate()
    {
        const string Labels = "method=\"GET\",route=\"/v1/orgs/{org_id}/apps\",status=\"200\"";
        var before = await PrometheusPage.ScrapeAsync(Server);
        (await Server.Admin.GetAsync($"{Place.Organization}/apps")).Expect(200);
        (await Server.Admin.GetAsync($"{Place.Organization}/apps?limit=1")).Expect(200);
        var after = await PrometheusPage.ScrapeAsync(Server);
        Assert.That(after.Value($"{Durations}_count", Labels) - before.Value($"{Durations}_count", Labels), Is.EqualTo(2));
        Assert.That(after.Value($"{Durations}_sum", Labels), Is.GreaterThan(before.Value($"{Durations}_sum", Labels)));
    }

    [Test]
    public async Task Labels_WhenCallersInventPathsAndMethods_StayFew()
    {
        (await Server.Nobody.GetAsync("/invented/path")).Expect(404);
        (await Server.Nobody.GetAsync($"/v1/{Server.AdminToken}")).Expect(404);
        await Server.Admin.SendAsync(new HttpMethod("INVENTED"), "/v1/me");
        var before = (await PrometheusPage.ScrapeAsync(Server)).Samples.Count;
        (await Server.Nobody.GetAsync("/another/path?x=\"\\")).Expect(404);
        await Server.Admin.SendAsync(new HttpMethod("FURTHER"), "/v1/me");
        await PrometheusPage.ScrapeAsync(Server);
        var page = await PrometheusPage.ScrapeAsync(Server);
        Assert.Multiple(() =>
        {
            Assert.That(page.Samples.Select(sample => sample.Labels), Has.None.Contains("invented").IgnoreCase.And.None.Contains(Server.AdminToken));
            Assert.That(page.Value($"{Durations}_count", "method=\"GET\",route=\"none\",status=\"404\""), Is.GreaterThanOrEqualTo(3));
            Assert.That(page.Samples.Where(sample => sample.Name == $"{Durations}_count").Select(sample => sample.Labels), Has.Some.StartsWith("method=\"other\""));

            // The scrape itself may be new.
            Assert.That(page.Samples.Count - before, Is.LessThan(30));
        });
    }

    [Test]
    public async Task Metrics_WhenScrapedAtOnce_AreWholePages()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            await Server.Nobody.GetAsync($"/v1/me?{i}");
            return await PrometheusPage.ScrapeAsync(Server);
        }));
        Assert.That(pages.Select(page => page.Samples.Count), Is.All.GreaterThan(20));
    }

    [TestCase("plain", "plain")]
    [TestCase("a\"b\\c\nd", "a\\\"b\\\\c\\nd")]
    public void EscapeValue_WhenTextIs_Gives(string text, string escaped) => Assert.That(PrometheusText.EscapeValue(text), Is.EqualTo(escaped));

    [Test]
    public void EscapeHelp_WhenTextHasQuotes_KeepsThem() => Assert.That(PrometheusText.EscapeHelp("a\"b\\c\nd"), Is.EqualTo("a\"b\\\\c\\nd"));

    [TestCase(double.PositiveInfinity, "+Inf")]
    [TestCase(double.NegativeInfinity, "-Inf")]
    [TestCase(double.NaN, "NaN")]
    [TestCase(0.25, "0.25")]
    [TestCase(1e21, "1E+21")]
    public void Number_WhenValueIs_Gives(double value, string text) => Assert.That(PrometheusText.Number(value), Is.EqualTo(text));
}
