using System.Text;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.OAuth;

public sealed class IntrospectTests : SharedServer
{
    private const string Path = "/oauth2/introspect";
    private const string Inactive = """{"active":false}""";

    [Test]
    public async Task Introspect_WhenTokenIsAnApps_TellsAllThatIsKnown()
    {
        var issued = (await Server.Admin.PostAsync(Place.Tokens, new
        {
            name = "x",
            token_type = "service",
            scopes = new[] { "orders", "users:read" },
            permissions = new[] { "a:b" },
            endpoint_paths = new[] { "/v1/**" },
            expires_in_days = 1,
            authorized_ip_addresses = new[] { "192.0.2.1" },
            rate_limit_rps = 1,
            rate_limit_burst = 1,
        })).Expect(201);

        // Neither address nor rate are judged.
        await Server.Admin.FormAsync(Path, ("token", issued.Value("plaintext_token")!));
        var answer = (await Server.Admin.FormAsync(Path, ("token", issued.Value("plaintext_token")!), ("token_type_hint", "nonsense"))).Expect(200);

        var issuedAt = DateTimeOffset.Parse(issued.Value("token.issued_at")!, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Assert.That(answer.Text, Is.EqualTo(
            $$"""{"active":true,"scope":"orders users:read","client_id":"{{Place.AppId}}","token_type":"Bearer","exp":{{issuedAt + 86400}},"iat":{{issuedAt}},"sub":"{{Place.AppId}}","iss":"{{Server.Address.ToString().TrimEnd('/')}}","jti":"{{issued.Value("token.token_id")}}","org_id":"{{Place.OrganizationId}}","permissions":["a:b"],"endpoint_paths":["/v1/**"]}"""));
        Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(answer.Header("RateLimit"), Is.Null);
    }

    [Test]
    public async Task Introspect_WhenTokenIsAUsers_NamesTheUser()
    {
        var user = await Server.UserAsync(Place, Role.Developer);
        var me = await user.GetAsync("/v1/me");
        var (id, client) = await Server.IssueAsync(Place, new { name = "x" }, user);

        var answer = (await Server.Admin.FormAsync(Path, ("token", client.Token!))).Expect(200);

        Assert.That(answer.Value("active"), Is.EqualTo("true"));
        Assert.That(answer.Value("sub"), Is.EqualTo(me.Value("user.user_id")));
        Assert.That(answer.Value("username"), Is.EqualTo(me.Value("user.email")));
        Assert.That(answer.Value("jti"), Is.EqualTo(id));
        Assert.That(answer.Json.AsObject().ContainsKey("exp"), Is.False);
    }

    [Test]
    public async Task Introspect_WhenTokenIsAPersonsOwn_AnswersThatPersonAndAdministrators()
    {
        var user = await Server.UserAsync(Place, Role.Operator);
        var other = await Server.UserAsync(Place, Role.Operator);

        var own = (await user.FormAsync(Path, ("token", user.Token!))).Expect(200);
        Assert.That(own.Value("active"), Is.EqualTo("true"));
        Assert.That(own.Json.AsObject().Select(field => field.Key), Does.Not.Contain("org_id").And.Not.Contain("client_id"));
        Assert.That((await Server.Admin.FormAsync(Path, ("token", user.Token!))).Value("active"), Is.EqualTo("true"));
        Assert.That((await other.FormAsync(Path, ("token", user.Token!))).Expect(200).Text, Is.EqualTo(Inactive));
    }

    [Test]
    public async Task Introspect_WhenTokenDoesNotLive_SaysNothingElse()
    {
        var (revokedId, revoked) = await Server.IssueAsync(Place, new { name = "revoked" });
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{revokedId}")).Expect(204);
        var now = TimeProvider.System.GetUtcNow();
        var app = new Token
        {
            TokenId = Guid.NewGuid(),
            Kind = TokenKind.App,
            OrganizationId = Guid.Parse(Place.OrganizationId),
            AppId = Guid.Parse(Place.AppId),
            Name = "x",
            Prefix = string.Empty,
            Limits = new TokenLimits(),
            IssuedAt = now.AddDays(-1),
        };
        var expired = await Server.TokenAsync(app with { ExpiresAt = now });
        var pending = await Server.TokenAsync(app with { TokenId = Guid.NewGuid(), Approval = ApprovalState.Pending });
        var rejected = await Server.TokenAsync(app with { TokenId = Guid.NewGuid(), Approval = ApprovalState.Rejected });
        var (_, _, refresh) = await Server.RefreshableAsync(Place);
        string[] dead =
        [
            revoked.Token!, expired.Token!, pending.Token!, rejected.Token!, refresh, TokenSecret.Generate(SecretKind.App).Reveal(),
            $"{refresh[..^1]}~", "x", new string('x', 100_000), "tka_",
        ];
        foreach (var token in dead)
        {
            Assert.That((await Server.Admin.FormAsync(Path, ("token", token))).Expect(200).Text, Is.EqualTo(Inactive), token[..Math.Min(token.Length, 50)]);
        }
    }

    [Test]
    public async Task Introspect_WhenTokenIsAnotherOrganizations_IsInactive()
    {
        var elsewhere = await Server.PlaceAsync();
        var (_, foreign) = await Server.IssueAsync(elsewhere, new { name = "x" });
        var asker = await Server.UserAsync(Place, Role.Operator);

        Assert.That((await asker.FormAsync(Path, ("token", foreign.Token!))).Expect(200).Text, Is.EqualTo(Inactive));
        var (_, near) = await Server.IssueAsync(Place, new { name = "x" });
        Assert.That((await asker.FormAsync(Path, ("token", near.Token!))).Value("active"), Is.EqualTo("true"));
    }

    [TestCase("", "token: Field required")]
    [TestCase("token=", "token: Field required")]
    [TestCase("token=%00", "body: Value error, the body is no form that can be read")]
    [TestCase("token=a&token=b", "token: Value error, a parameter must not be sent twice")]
    public async Task Introspect_WhenFormIsWrong_IsInvalidRequest(string form, string description)
    {
        var answer = (await Server.Admin.SendBytesAsync(HttpMethod.Post, Path, Encoding.UTF8.GetBytes(form), OAuthSetting.FormType)).Expect(400);

        Assert.That(answer.Text, Is.EqualTo($$"""{"error":"invalid_request","error_description":"{{description}}"}"""));
    }

    [TestCase("application/json")]
    [TestCase("text/plain")]
    [TestCase(null)]
    public async Task Introspect_WhenBodyIsNoForm_IsInvalidRequest(string? contentType) =>
        Assert.That(
            (await Server.Admin.SendBytesAsync(HttpMethod.Post, Path, "token=x"u8.ToArray(), contentType)).Expect(400).Value("error_description"),
            Is.EqualTo("body: Value error, the body must be application/x-www-form-urlencoded"));

    [Test]
    public async Task Introspect_WhenThereAreTooManyParameters_IsInvalidRequest() =>
        Assert.That(
            (await Server.Admin.FormAsync(Path, [.. Enumerable.Range(0, 1000).Select(i => ($"f{i}", "x"))])).Expect(400).Value("error"),
            Is.EqualTo("invalid_request"));

    [Test]
    public async Task Introspect_WhenBodyIsTooLarge_Is413()
    {
        var large = Encoding.UTF8.GetBytes($"token={new string('x', 1024 * 1024)}");
        var answer = await Server.Admin.SendBytesAsync(HttpMethod.Post, Path, large, OAuthSetting.FormType, ("Expect", "100-continue"));
        Assert.That(answer.Expect(413).Value("error"), Is.EqualTo("invalid_request"));
    }

    [Test]
    public async Task Introspect_WhenNobodyAsks_IsInvalidClient()
    {
        var answer = (await Server.Nobody.FormAsync(Path, ("token", "x"))).Expect(401);

        Assert.That(answer.Text, Is.EqualTo("""{"error":"invalid_client","error_description":"Authentication required"}"""));
        Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo("Bearer"));
    }

    [Test]
    public async Task Introspect_WhenCallerVerifiesNowhere_Is403()
    {
        var viewer = await Server.UserAsync(Place, Role.Viewer);
        var answer = (await viewer.FormAsync(Path, ("token", "x"))).Expect(403);
        Assert.That(answer.Value("error"), Is.EqualTo("insufficient_scope"));
        Assert.That(answer.Value("error_description"), Is.EqualTo("You don't have permission to perform this action: tokens:verify"));
    }

    [TestCase("")]
    [TestCase("gateway")]
    [TestCase("any%3Aname")]
    public async Task Introspect_WhenClientIsBasic_TakesThePasswordForTheToken(string user)
    {
        var (_, asker) = await Server.IssueAsync(Place, new { name = "gateway", token_type = "service", permissions = new[] { "tokens:verify" } });
        var (_, about) = await Server.IssueAsync(Place, new { name = "x" });

        var escaped = Uri.EscapeDataString(asker.Token!).Replace("_", "%5F", StringComparison.Ordinal);
        Assert.That((await Server.BasicAsync(Path, user, asker.Token!, ("token", about.Token!))).Expect(200).Value("active"), Is.EqualTo("true"));
        Assert.That((await Server.BasicAsync(Path, user, escaped, ("token", about.Token!))).Expect(200).Value("active"), Is.EqualTo("true"));
    }

    [TestCase("Basic")]
    [TestCase("Basic ")]
    [TestCase("Basic ~~~")]
    [TestCase("Basic eA==")]
    [TestCase("basic eDp5")]
    public async Task Introspect_WhenBasicIsNonsense_ChallengesInKind(string header)
    {
        var answer = await Server.Nobody.SendBytesAsync(HttpMethod.Post, Path, "token=x"u8.ToArray(), OAuthSetting.FormType, ("Authorization", header));

        Assert.That(answer.Expect(401).Value("error"), Is.EqualTo("invalid_client"));
        Assert.That(answer.Header("WWW-Authenticate"), Does.StartWith("Bearer error=\"invalid_token\""));
        Assert.That(answer.Header("WWW-Authenticate"), header.Contains(' ', StringComparison.Ordinal) && header.Length > 6 ? Does.EndWith("Basic realm=\"TokenPlatform\"") : Does.StartWith("Bearer"));
    }

    [Test]
    public async Task Introspect_WhenCookieIsTheOnlyToken_IsInvalidClient() =>
        (await Server.Nobody.SendBytesAsync(
            HttpMethod.Post, Path, "token=x"u8.ToArray(), OAuthSetting.FormType, ("Cookie", $"vai_token={Server.AdminToken}"))).Expect(401);

    [Test]
    public async Task OtherRoutes_WhenClientIsBasic_Are401()
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"x:{Server.AdminToken}"));
        (await Server.Nobody.SendAsync(HttpMethod.Get, "/v1/me", null, ("Authorization", $"Basic {basic}"))).Expect(401);
    }

    [TestCase("GET", "/oauth2/introspect", 405)]
    [TestCase("POST", "/oauth2/nonsense", 404)]
    public async Task Routes_WhenThereIsNone_AnswerAsOAuthDoes(string method, string path, int status) =>
        Assert.That((await Server.Admin.SendAsync(HttpMethod.Parse(method), path)).Expect(status).Value("error"), Is.EqualTo("invalid_request"));

    [Test]
    public async Task Metadata_WhenAsked_NamesTheEndpoints()
    {
        var issuer = Server.Address.ToString().TrimEnd('/');
        var answer = (await Server.Nobody.GetAsync("/.well-known/oauth-authorization-server")).Expect(200);

        Assert.That(answer.Text, Is.EqualTo(
            $$"""{"issuer":"{{issuer}}","token_endpoint":"{{issuer}}/oauth2/token","token_endpoint_auth_methods_supported":["none"],"grant_types_supported":["refresh_token"],"response_types_supported":[],"introspection_endpoint":"{{issuer}}/oauth2/introspect","introspection_endpoint_auth_methods_supported":["client_secret_basic"],"revocation_endpoint":"{{issuer}}/oauth2/revoke","revocation_endpoint_auth_methods_supported":["none","client_secret_basic"],"service_documentation":"{{issuer}}/docs"}"""));
    }

    [Test]
    public async Task Metadata_WhenThereIsAPublicUrl_NamesIt()
    {
        await using var server = new PlatformServer(("Server:PublicUrl", "https://tokens.example.com/base/"));
        var answer = (await server.Nobody.GetAsync("/.well-known/oauth-authorization-server")).Expect(200);
        Assert.That(answer.Value("issuer"), Is.EqualTo("https://tokens.example.com/base"));
        Assert.That(answer.Value("introspection_endpoint"), Is.EqualTo("https://tokens.example.com/base/oauth2/introspect"));
    }
}
