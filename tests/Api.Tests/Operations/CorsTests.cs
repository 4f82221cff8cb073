namespace TokenPlatform.Api.Tests.Operations;

public sealed class CorsTests
{
    private const string Page = "https://app.example.com";

    [Test]
    public async Task Cors_WhenNotConfigured_AllowsNobody()
    {
        await using var server = new PlatformServer();
        var preflight = await PreflightAsync(server, Page, "POST", "authorization");
        preflight.Expect(405);
        AssertNothingAllowed(preflight);
        AssertNothingAllowed((await server.Admin.SendAsync(HttpMethod.Get, "/v1/me", null, ("Origin", Page))).Expect(200));
    }

    [TestCase("https://other.example;https://app.example.com")]
    [TestCase("https://app.example.com")]
    public async Task Preflight_WhenOriginIsListed_NamesWhatIsAllowed(string origins)
    {
        await using var server = new PlatformServer(("Server:CorsOrigins", origins));
        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" })
        {
            var answer = (await PreflightAsync(server, Page, method, "authorization,content-type,if-match,idempotency-key,x-api-key,x-request-id")).Expect(204);
            Assert.Multiple(() =>
            {
                Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.EqualTo(Page));
                Assert.That(Names(answer, "Access-Control-Allow-Methods"), Is.SupersetOf(new[] { "GET", "POST", "PUT", "PATCH", "DELETE" }).And.None.EqualTo("*"));
                Assert.That(
                    Names(answer, "Access-Control-Allow-Headers"),
                    Is.EquivalentTo(new[] { "Authorization", "Content-Type", "If-Match", "Idempotency-Key", "X-API-Key", "X-Request-Id" }));
                Assert.That(answer.Header("Access-Control-Allow-Credentials"), Is.Null);
            });
        }
    }

    [Test]
    public async Task Answer_WhenOriginIsListed_IsReadableWithItsHeaders()
    {
        await using var server = new PlatformServer(("Server:CorsOrigins:0", "https://other.example"), ("Server:CorsOrigins:1", Page));
        foreach (var (client, path, status) in new[] { (server.Admin, "/v1/me", 200), (server.Nobody, "/v1/me", 401), (server.Nobody, "/v1/nothing", 404) })
        {
            var answer = (await client.SendAsync(HttpMethod.Get, path, null, ("Origin", Page))).Expect(status);
            Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.EqualTo(Page));
            Assert.That(answer.Header("Vary"), Is.EqualTo("Origin"));
            Assert.That(
                Names(answer, "Access-Control-Expose-Headers"),
                Is.EquivalentTo(new[] { "ETag", "Location", "X-Request-Id", "Retry-After", "RateLimit", "RateLimit-Policy" }));
        }
    }

    [TestCase("https://evil.example")]
    [TestCase("http://app.example.com")]
    [TestCase("https://app.example.com.evil.example")]
    [TestCase("null")]
    public async Task Cors_WhenOriginIsNotListed_AllowsNothing(string origin)
    {
        await using var server = new PlatformServer(("Server:CorsOrigins", Page));
        AssertNothingAllowed(await PreflightAsync(server, origin, "POST", "authorization"));
        AssertNothingAllowed(await server.Admin.SendAsync(HttpMethod.Get, "/v1/me", null, ("Origin", origin)));
    }

    private static Task<Answer> PreflightAsync(PlatformServer server, string origin, string method, string headers) => server.Nobody.SendAsync(
        HttpMethod.Options, "/v1/orgs", null, ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers));

    private static string[] Names(Answer answer, string header) => answer.Header(header)!.Split(',', StringSplitOptions.TrimEntries);

    private static void AssertNothingAllowed(Answer answer) =>
        Assert.That(answer.Message.Headers.Select(header => header.Key), Has.None.StartsWith("Access-Control-"));
}
