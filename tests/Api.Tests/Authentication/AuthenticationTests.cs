using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Authentication;

public sealed class AuthenticationTests : SharedServer
{
    private string Foreign { get; } = TokenSecret.Generate(SecretKind.Personal).Reveal();

    [Test]
    public async Task Carrier_WhenAnyOfThree_Authenticates()
    {
        foreach (var header in new[] { ("Authorization", $"Bearer {Server.AdminToken}"), ("Authorization", $"bearer {Server.AdminToken}"), ("X-API-Key", Server.AdminToken), ("Cookie", $"vai_token={Server.AdminToken}") })
        {
            (await Server.Nobody.SendAsync(HttpMethod.Get, "/v1/me", null, header)).Expect(200);
        }
    }

    [Test]
    public async Task Carrier_WhenFirstIsInvalid_DoesNotFallBack()
    {
        (await Server.Nobody.SendAsync(HttpMethod.Get, "/v1/me", null, ("Authorization", $"Bearer {Foreign}"), ("X-API-Key", Server.AdminToken))).Expect(401);
        (await Server.Nobody.SendAsync(HttpMethod.Get, "/v1/me", null, ("Authorization", "Basic eDp5"), ("Cookie", $"vai_token={Server.AdminToken}"))).Expect(401);
        (await Server.Nobody.SendAsync(HttpMethod.Get, "/v1/me", null, ("X-API-Key", ""), ("Cookie", $"vai_token={Server.AdminToken}"))).Expect(401);
        (await Server.Nobody.SendAsync(HttpMethod.Get, "/v1/me", null, ("X-API-Key", Server.AdminToken), ("Cookie", $"vai_token={Foreign}"))).Expect(200);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("tkp_000000000000000000000000000000000000")]
    public async Task Challenge_WhenTokenIsMissingOrWrong_SaysWhich(string? token)
    {
        var answer = (await Server.As(token).GetAsync("/v1/me")).Expect(401);
        Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo(token is null ? "Bearer" : "Bearer error=\"invalid_token\""));
        Assert.That(answer.Value("error"), Is.EqualTo("AUTHENTICATION_FAILED"));
    }

    [TestCase(null, 403)]
    [TestCase("https://evil.example", 403)]
    [TestCase("null", 403)]
    [TestCase("own", 201)]
    public async Task CookieWrite_WhenOriginIs_AnswersWith(string? origin, int status)
    {
        var own = Server.Address.GetLeftPart(UriPartial.Authority);
        var headers = new List<(string, string)> { ("Cookie", $"vai_token={Server.AdminToken}") };
        if (origin is not null)
        {
            headers.Add(("Origin", origin == "own" ? own : origin));
        }

        (await Server.Nobody.SendAsync(HttpMethod.Post, Place.Tokens, """{"name":"x"}""", [.. headers])).Expect(status);
        (await Server.Nobody.SendAsync(HttpMethod.Get, Place.Tokens, null, [.. headers])).Expect(200);
    }

    [Test]
    public async Task CookieWrite_WhenRefererIsOurs_IsTaken() =>
        (await Server.Nobody.SendAsync(
            HttpMethod.Post, Place.Tokens, """{"name":"x"}""", ("Cookie", $"vai_token={Server.AdminToken}"), ("Referer", new Uri(Server.Address, "/docs").ToString()))).Expect(201);

    [Test]
    public async Task Organization_WhenCallerIsNoMember_IsHiddenWhateverIsAsked()
    {
        var stranger = await Server.UserAsync();
        var missing = (await stranger.GetAsync($"/v1/orgs/{Guid.NewGuid()}")).Expect(404);
        var hidden = (await stranger.GetAsync(Place.Organization)).Expect(404);
        Assert.That(hidden.Value("details.resource_type"), Is.EqualTo(missing.Value("details.resource_type")));
        (await stranger.PostAsync(Place.Tokens, "{not json")).Expect(404);
        (await stranger.DeleteAsync($"{Place.Tokens}/{Guid.NewGuid()}")).Expect(404);

        var elsewhere = await Server.PlaceAsync();
        var (_, robot) = await Server.IssueAsync(elsewhere, new { name = "x", token_type = "service", permissions = new[] { "*" } });
        (await robot.GetAsync(Place.Organization)).Expect(404);
        (await robot.GetAsync(elsewhere.Organization)).Expect(200);
    }

    private static IEnumerable<TestCaseData> Roles()
    {
        var routes = new (string Method, string Path, string Allowed)[]
        {
            ("GET", "organization", "admin developer operator viewer"),
            ("GET", "apps", "admin developer operator viewer"),
            ("GET", "tokens", "admin developer operator viewer"),
            ("POST", "apps", "admin"),
            ("POST", "tokens", "admin developer"),
        };
        return
            from route in routes
            from role in Role.All
            select new TestCaseData(route.Method, route.Path, role.Name, route.Allowed.Contains(role.Name, StringComparison.Ordinal));
    }

    [TestCaseSource(nameof(Roles))]
    public async Task Role_WhenAsking_MayOrMayNot(string method, string what, string role, bool allowed)
    {
        var member = await Server.UserAsync(Place, Role.Parse(role));
        var path = what switch { "apps" => $"{Place.Organization}/apps", "tokens" => Place.Tokens, _ => Place.Organization };
        var answer = await member.SendAsync(new HttpMethod(method), path, method == "POST" ? """{"name":"x"}""" : null);
        Assert.That(answer.Status, Is.EqualTo(allowed ? (method == "POST" ? 201 : 200) : 403), answer.Text);
    }

    [Test]
    public async Task AppToken_WhenOwnerMayNotAnyMore_MayNotEither()
    {
        var viewer = await Server.UserAsync(Place, Role.Viewer);
        var ownerId = (await viewer.GetAsync("/v1/me")).Value("user.user_id");
        var (_, cut) = await Server.IssueAsync(Place, new { name = "x", owner_id = ownerId, permissions = new[] { "app_tokens:read", "apps:write", "orders:write" } });
        (await cut.GetAsync(Place.Tokens)).Expect(200);
        (await cut.PostAsync($"{Place.Organization}/apps", new { name = "x" })).Expect(403);
        Assert.That(await Server.VerifyAsync(new { token = cut.Token, permissions = new[] { "apps:write" } }), Is.EqualTo("INSUFFICIENT_PERMISSIONS"));
        Assert.That(await Server.VerifyAsync(new { token = cut.Token, permissions = new[] { "orders:write" } }), Is.EqualTo("VALID"));
    }

    [Test]
    public async Task OwnApi_WhenTokenIsBoundElsewhere_Is403SaveForItself()
    {
        var all = new[] { "app_tokens:read" };
        var (addressId, address) = await Server.IssueAsync(Place, new { name = "x", permissions = all, authorized_ip_addresses = new[] { "192.0.2.0/24" } });
        var (pathId, path) = await Server.IssueAsync(Place, new { name = "x", permissions = all, endpoint_paths = new[] { "/orders/**" } });
        var (_, fits) = await Server.IssueAsync(Place, new { name = "x", permissions = all, endpoint_paths = new[] { "/v1/orgs/*/apps/**" }, authorized_ip_addresses = new[] { "127.0.0.0/8", "::1" } });
        Assert.That((await address.GetAsync(Place.Tokens)).Expect(403).Value("details.reason"), Is.EqualTo("IP_NOT_ALLOWED"));
        Assert.That((await path.GetAsync(Place.Tokens)).Expect(403).Value("details.reason"), Is.EqualTo("ENDPOINT_NOT_ALLOWED"));
        (await fits.GetAsync(Place.Tokens)).Expect(200);
        (await path.GetAsync($"{Place.Tokens}/{pathId}")).Expect(200);
        (await address.GetAsync($"{Place.Tokens}/{addressId}")).Expect(403);
    }

    [Test]
    public async Task Token_WhenExpired_Is401()
    {
        var now = TimeProvider.System.GetNow();
        var owner = Guid.Parse((await Server.Admin.GetAsync("/v1/me")).Value("user.user_id")!);
        var client = await Server.TokenAsync(new Token
        {
            TokenId = Guid.NewGuid(),
            Kind = TokenKind.Personal,
            UserId = owner,
            Name = "old",
            Prefix = string.Empty,
            Limits = new TokenLimits(),
            IssuedAt = now.AddDays(-2),
            ExpiresAt = now.AddSeconds(-1),
        });
        (await client.GetAsync("/v1/me")).Expect(401);
    }

    [Test]
    public async Task RequestId_WhenWellFormed_IsKeptElseReplaced()
    {
        async Task<string?> Sent(string id) => (await Server.Nobody.SendAsync(HttpMethod.Get, "/v1/me", null, ("X-Request-Id", id))).Header("X-Request-Id");
        Assert.That(await Sent("abc-1.2_3"), Is.EqualTo("abc-1.2_3"));
        Assert.That(await Sent("a b"), Is.Not.EqualTo("a b").And.Match("^[0-9a-f]{32}$"));
        Assert.That(await Sent(Foreign), Is.Not.EqualTo(Foreign));
        Assert.That(await Sent(new string('x', 129)), Has.Length.EqualTo(32));
    }

    [Test]
    public async Task Any_WhenRouteOrMethodIsUnknown_AnswersInTheFamilysBody()
    {
        Assert.That((await Server.Nobody.GetAsync("/v1/nothing")).Expect(404).Value("error"), Is.EqualTo("RESOURCE_NOT_FOUND"));
        var escaped = Server.AdminToken.Replace("tkp", "%2574kp", StringComparison.Ordinal);
        Assert.That((await Server.Nobody.GetAsync($"/{escaped}")).Expect(404).Text, Does.Not.Contain(Server.AdminToken[4..]));
        var wrong = (await Server.Nobody.DeleteAsync("/v1/me")).Expect(405);
        Assert.That(wrong.Value("error"), Is.EqualTo("METHOD_NOT_ALLOWED"));
        Assert.That(wrong.Header("Allow"), Is.EqualTo("GET"));
        Assert.That(wrong.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(wrong.Header("Server"), Is.Null);
    }

    [Test]
    public async Task Any_WhenPathHoldsAToken_MasksItInThe404()
    {
        foreach (var path in new[] { $"/v1/{Foreign}", $"{Place.App}x/{Foreign}", $"/v1/orgs/{Foreign}", $"{Place.Organization}/apps/{Foreign}", $"{Place.Tokens}/{Foreign}" })
        {
            var answer = (await Server.Admin.GetAsync(path)).Expect(404);
            Assert.That(answer.Text, Does.Not.Contain(Foreign));
            Assert.That(answer.Value("details.resource_id"), Does.EndWith("tkp_***"), path);
        }
    }
}
