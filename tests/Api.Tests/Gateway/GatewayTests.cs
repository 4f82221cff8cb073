using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Gateway;

public sealed class GatewayTests : SharedServer
{
    private string Question => $"/gateway/authorize?org_id={Place.OrganizationId}";

    [TestCase("GET")]
    [TestCase("POST")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task Authorize_WhenTokenMay_Is200AndTellsWhoseItIs(string method)
    {
        var (id, client) = await Server.IssueAsync(Place, new { name = "x", token_type = "service", permissions = new[] { "orders:read" }, scopes = new[] { "users" } });
        var answer = (await client.SendAsync(new HttpMethod(method), $"{Question}&permission=orders:read&scope=users:write")).Expect(200);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Header("X-Token-Id"), Is.EqualTo(id));
            Assert.That(answer.Header("X-Token-Owner"), Is.EqualTo(Place.AppId));
            Assert.That(answer.Header("X-Token-Organization"), Is.EqualTo(Place.OrganizationId));
            Assert.That(answer.Header("X-Token-Permissions"), Is.EqualTo("orders:read users"));
            Assert.That(answer.Text, Is.Empty);
        });
    }

    [Test]
    public async Task Authorize_WhenTokenIsMissingDeadOrElsewheres_Is401()
    {
        var (id, revoked) = await Server.IssueAsync(Place, new { name = "x" });
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}")).Expect(204);
        var elsewhere = await Server.PlaceAsync();
        var (_, foreign) = await Server.IssueAsync(elsewhere, new { name = "x" });
        var stranger = await Server.UserAsync(elsewhere, Role.Admin);
        foreach (var client in new[] { Server.Nobody, Server.As("nonsense"), revoked, foreign, stranger })
        {
            Assert.That((await client.GetAsync(Question)).Expect(401).Header("WWW-Authenticate"), Does.StartWith("Bearer"));
        }

        (await (await Server.UserAsync(Place, Role.Viewer)).GetAsync(Question)).Expect(200);
    }

    [TestCase("/orders")]
    [TestCase("/a/../b")]
    public async Task Authorize_WhenTokenDoesNotLive_TellsNoMoreThanOfAnUnknownOne(string path)
    {
        var (id, revoked) = await Server.IssueAsync(Place, new { name = "x", rate_limit_rps = 1 });
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}")).Expect(204);
        var disabled = await Server.UserAsync(Place, Role.Developer);
        var userId = (await disabled.GetAsync("/v1/me")).Value("user.user_id");
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{userId}", """{"disabled":true}""")).Expect(200);
        var unknown = Server.As(TokenSecret.Generate(SecretKind.App).Reveal());

        async Task<IEnumerable<string>> AnswerOfAsync(Client client)
        {
            var answer = (await client.SendAsync(HttpMethod.Get, Question, null, ("X-Original-URI", path))).Expect(401);
            var body = answer.Json.AsObject();
            body.Remove("timestamp");
            return answer.Message.Headers.Where(header => header.Key is not ("Date" or "X-Request-ID"))
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
                .Append(body.ToJsonString());
        }

        var told = await AnswerOfAsync(unknown);
        Assert.That(await AnswerOfAsync(revoked), Is.EquivalentTo(told));
        Assert.That(await AnswerOfAsync(disabled), Is.EquivalentTo(told));
    }

    [Test]
    public async Task Authorize_WhenOrganizationDoesNotExist_Is401EvenForAnAdministrator() =>
        (await Server.Admin.GetAsync($"/gateway/authorize?org_id={Guid.NewGuid()}")).Expect(401);

    [Test]
    public async Task Authorize_WhenOnePermissionIsMissing_NamesThatOne()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", permissions = new[] { "orders:read" } });
        var answer = (await client.GetAsync($"{Question}&permission=orders:read&permission=foo:bar")).Expect(403);
        Assert.That(answer.Value("details.required_permission"), Is.EqualTo("foo:bar"));
    }

    [Test]
    public async Task Authorize_WhenAskedWithASecretInPlaceOfAPermission_DoesNotRepeatIt() =>
        Assert.That((await Server.Admin.GetAsync($"{Question}&permission={Server.AdminToken}!")).Expect(400).Text, Does.Not.Contain(Server.AdminToken));

    [Test]
    public async Task Authorize_WhenOnlyACookieIsThere_Is401() =>
        (await Server.Nobody.SendAsync(HttpMethod.Get, Question, null, ("Cookie", $"vai_token={Server.AdminToken}"))).Expect(401);

    [TestCase("/gateway/authorize", 400)]
    [TestCase("/gateway/authorize?org_id=nonsense", 400)]
    [TestCase("{question}&permission=a:b:c:d", 400)]
    [TestCase("{question}&limit_status=404", 400)]
    [TestCase("{question}&permission=orders:read", 403)]
    [TestCase("{question}", 200)]
    [TestCase("/gateway/authorize/orders/1?org_id={org}", 200)]
    [TestCase("/gateway/authorized?org_id={org}", 404)]
    public async Task Authorize_WhenAskedSo_Answers(string path, int status)
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x" });
        (await client.GetAsync(path.Replace("{question}", Question, StringComparison.Ordinal).Replace("{org}", Place.OrganizationId, StringComparison.Ordinal))).Expect(status);
    }

    [TestCase("/orders/1", 200)]
    [TestCase("/orders/%31?x=/../", 200)]
    [TestCase("//orders///1", 200)]
    [TestCase("/admin", 403)]
    [TestCase("/orders/../admin", 403)]
    [TestCase("/orders/%2e%2e/admin", 403)]
    [TestCase("/orders%2Fadmin", 403)]
    [TestCase("/orders\\admin", 403)]
    [TestCase("/ORDERS/1", 403)]
    [TestCase("", 403)]
    public async Task Authorize_WhenTokenIsBoundToPaths_JudgesTheOriginalPath(string path, int status)
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", endpoint_paths = new[] { "/orders/*" } });
        (await client.SendAsync(HttpMethod.Get, Question, null, ("X-Original-URI", path))).Expect(status);
        (await client.SendAsync(HttpMethod.Get, Question, null, ("X-Forwarded-Uri", path))).Expect(status);
    }

    [Test]
    public async Task Authorize_WhenHeadersNameTwoPaths_Is403()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x" });
        (await client.SendAsync(HttpMethod.Get, Question, null, ("X-Original-URI", "/a"), ("X-Forwarded-Uri", "/b"))).Expect(403);
        (await client.SendAsync(HttpMethod.Get, Question, null, ("X-Original-URI", "/a"), ("X-Forwarded-Uri", "/a"))).Expect(200);
        (await client.SendAsync(HttpMethod.Get, Question, null, ("X-Original-URI", "/a/../b"))).Expect(403);
    }

    [Test]
    public async Task Authorize_WhenEnvoyAppendsThePath_JudgesThat()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", endpoint_paths = new[] { "/orders/*" } });
        (await client.GetAsync($"/gateway/authorize/orders/1?org_id={Place.OrganizationId}")).Expect(200);
        (await client.GetAsync($"/gateway/authorize/admin?org_id={Place.OrganizationId}")).Expect(403);
        (await client.SendAsync(HttpMethod.Get, $"/gateway/authorize/admin?org_id={Place.OrganizationId}", null, ("X-Original-URI", "/orders/1"))).Expect(403);
    }

    [Test]
    public async Task Authorize_WhenTokenIsBoundToResources_JudgesThem()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", workspace_ids = new[] { "w" } });
        (await client.GetAsync($"{Question}&workspace_id=w")).Expect(200);
        (await client.GetAsync($"{Question}&workspace_id=x")).Expect(403);
        (await client.GetAsync(Question)).Expect(403);
    }

    [Test]
    public async Task Authorize_WhenRateIsSpent_Is429OrWhatTheProxyTakes()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", rate_limit_rps = 1, rate_limit_burst = 1 });
        Assert.That((await client.GetAsync(Question)).Expect(200).Header("RateLimit"), Is.EqualTo("\"token\";r=0;t=1"));
        foreach (var (query, status) in new[] { (string.Empty, 429), ("&limit_status=403", 403) })
        {
            // At once, so that no slow machine lets the bucket fill meanwhile.
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.GetAsync(Question + query)));
            var refused = answers.First(answer => answer.Status != 200);
            Assert.That((refused.Status, refused.Header("Retry-After")), Is.EqualTo((status, "1")));
        }
    }

    [Test]
    public async Task Authorize_WhenPermissionsAreLong_LeavesThemOut()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", permissions = Enumerable.Range(0, 100).Select(i => $"resource-number-{i}:read") });
        Assert.That((await client.GetAsync(Question)).Expect(200).Header("X-Token-Permissions"), Is.Null);
    }

    [Test]
    public async Task Address_WhenPeerIsNotTrusted_IsThePeers()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", authorized_ip_addresses = new[] { "192.0.2.7" } });
        (await client.SendAsync(HttpMethod.Get, Question, null, ("X-Forwarded-For", "192.0.2.7"))).Expect(403);
    }

    [TestCase("192.0.2.7", 200)]
    [TestCase("198.51.100.1, 192.0.2.7", 200)]
    [TestCase("192.0.2.7, 198.51.100.1", 403)]
    [TestCase("192.0.2.7, 10.1.2.3", 200)]
    [TestCase("::ffff:192.0.2.7", 200)]
    [TestCase("nonsense", 403)]
    public async Task Address_WhenPeerIsTrusted_IsTheRightmostUntrusted(string forwarded, int status)
    {
        await using var server = new PlatformServer(("Server:TrustedProxies", "127.0.0.0/8;::1;10.0.0.0/8"));
        var place = await server.PlaceAsync();
        var (_, client) = await server.IssueAsync(place, new { name = "x", authorized_ip_addresses = new[] { "192.0.2.7" } });
        var answer = await client.SendAsync(HttpMethod.Get, $"/gateway/authorize?org_id={place.OrganizationId}", null, ("X-Forwarded-For", forwarded));
        answer.Expect(status);
    }

    [Test]
    public async Task Authorize_WhenAnyOrganizationIsAllowed_NeedsNoOrganization()
    {
        await using var server = new PlatformServer(("Gateway:AllowAnyOrganization", "true"));
        var (_, client) = await server.IssueAsync(await server.PlaceAsync(), new { name = "x", permissions = new[] { "orders:read" } });
        (await client.GetAsync("/gateway/authorize?permission=orders:read")).Expect(200);
        (await server.Admin.GetAsync("/gateway/authorize")).Expect(200);
    }
}
