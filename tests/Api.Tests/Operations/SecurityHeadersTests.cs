namespace TokenPlatform.Api.Tests.Operations;

public sealed class SecurityHeadersTests : SharedServer
{
    [TestCase("GET", "/api/v1/access-tokens", 200)]
    [TestCase("POST", "/api/v1/access-tokens", 201)]
    [TestCase("DELETE", "/api/v1/access-tokens/00000000-0000-0000-0000-000000000000", 404)]
    [TestCase("PUT", "/api/v1/access-tokens", 405)]
    [TestCase("GET", "/api/v1/access-tokens?limit=0", 422)]
    [TestCase("GET", "/nowhere", 404)]
    [TestCase("GET", "/v1/me", 200)]
    [TestCase("GET", "/docs", 200)]
    [TestCase("GET", "/docs/swagger-ui.css", 200)]
    [TestCase("GET", "/openapi/v1.json", 200)]
    [TestCase("GET", "/health/live", 200)]
    [TestCase("GET", "/metrics", 200)]
    [TestCase("GET", "/gateway/authorize", 400)]
    [TestCase("OPTIONS", "/v1/me", 405)]
    public async Task Any_WhenAnswered_HasTheSecurityHeaders(string method, string path, int status)
    {
        foreach (var (client, expected) in new[] { (Server.Admin, status), (Server.Nobody, status) })
        {
            var answer = await client.SendAsync(new HttpMethod(method), path, method == "POST" ? """{"name":"x"}""" : null);
            Assert.That(answer.Status, Is.EqualTo(expected).Or.EqualTo(401));
            Assert.Multiple(() =>
            {
                Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
                Assert.That(answer.Header("X-Request-Id"), Is.Not.Empty);
                Assert.That(answer.Header("Server"), Is.Null);
                Assert.That(answer.Header("Access-Control-Allow-Origin"), Is.Null);
                Assert.That(
                    answer.Header("Content-Security-Policy")?.Contains("frame-ancestors 'none'", StringComparison.Ordinal) == true,
                    Is.EqualTo(answer.Header("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) == true || path.StartsWith("/docs", StringComparison.Ordinal)));
            });
        }
    }
}
