using System.Text.Json.Nodes;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Families;

public sealed class VerifyTests : SharedServer
{
    private static readonly object s_bound = new
    {
        name = "bound",
        permissions = new[] { "orders:read" },
        scopes = new[] { "users" },
        authorized_ip_addresses = new[] { "10.0.0.0/8", "2001:db8::/32" },
        endpoint_paths = new[] { "/orders/*", "/users/**" },
        workspace_ids = new[] { "w" },
        namespace_ids = new[] { "n" },
        environment_ids = new[] { "e" },
    };

    // Each breaks what its own rule and every later one asks for, and nothing that an earlier one does.
    private static readonly (string Code, Func<Token, Token>? State, string Right)[] s_verdicts =
    [
        ("NOT_FOUND", null, "{}"),
        ("REVOKED", token => token with { RevokedAt = token.IssuedAt, Approval = ApprovalState.Rejected, ExpiresAt = token.IssuedAt }, "{}"),
        ("REJECTED", token => token with { Approval = ApprovalState.Rejected, ExpiresAt = token.IssuedAt }, "{}"),
        ("EXPIRED", token => token with { Approval = ApprovalState.Pending, ExpiresAt = token.IssuedAt }, "{}"),
        ("PENDING_APPROVAL", token => token with { Approval = ApprovalState.Pending }, "{}"),
        ("IP_NOT_ALLOWED", token => token, "{}"),
        ("ENDPOINT_NOT_ALLOWED", token => token, """{"ip_address":"10.1.2.3"}"""),
        ("RESOURCE_NOT_ALLOWED", token => token, """{"ip_address":"10.1.2.3","endpoint_path":"/orders"}"""),
        ("INSUFFICIENT_PERMISSIONS", token => token, """{"ip_address":"10.1.2.3","endpoint_path":"/orders","workspace_id":"w"}"""),
        ("RATE_LIMITED", token => token, """{"ip_address":"10.1.2.3","endpoint_path":"/orders","workspace_id":"w","permissions":["orders:read"]}"""),
        ("VALID", token => token, """{"ip_address":"10.1.2.3","endpoint_path":"/orders","workspace_id":"w","permissions":["orders:read"],"cost":1}"""),
    ];

    [Test]
    public async Task Verify_WhenEveryLaterRuleIsBrokenToo_GivesTheFirst()
    {
        var token = new Token
        {
            TokenId = Guid.NewGuid(),
            Kind = TokenKind.App,
            OrganizationId = Guid.Parse(Place.OrganizationId),
            AppId = Guid.Parse(Place.AppId),
            Name = "bound",
            Prefix = string.Empty,
            Limits = new TokenLimits
            {
                Permissions = ["orders:read"],
                WorkspaceIds = ["w"],
                EndpointPaths = ["/orders"],
                AuthorizedIpAddresses = ["10.0.0.0/8"],
                Rate = RateLimit.Of(1, 1),
            },
            IssuedAt = TimeProvider.System.GetNow().AddMinutes(-1),
        };
        foreach (var (code, state, right) in s_verdicts)
        {
            var plaintext = state is null
                ? TokenSecret.Generate(SecretKind.App).Reveal()
                : (await Server.TokenAsync(state(token) with { TokenId = Guid.NewGuid() })).Token;
            var call = JsonNode.Parse("""{"ip_address":"11.0.0.1","endpoint_path":"/x","workspace_id":"x","permissions":["x:y"],"cost":2}""")!.AsObject();
            call["token"] = plaintext;
            foreach (var (name, value) in JsonNode.Parse(right)!.AsObject())
            {
                call[name] = value!.DeepClone();
            }

            Assert.That((await Server.Admin.PostAsync("/v1/tokens/verify", call.ToJsonString())).Expect(200).Value("code"), Is.EqualTo(code));
        }
    }

    [TestCase("{}", "VALID")]
    [TestCase("""{"ip_address":"::ffff:10.1.2.3"}""", "VALID")]
    [TestCase("""{"ip_address":"2001:db8::1"}""", "VALID")]
    [TestCase("""{"permissions":["orders:read"],"scopes":["users:write","users:x:read"]}""", "VALID")]
    [TestCase("""{"endpoint_path":"/users"}""", "VALID")]
    [TestCase("""{"endpoint_path":"//users//%61?x=1"}""", "VALID")]
    [TestCase("""{"scopes":["api.katapult.io/core/v1/users:read"]}""", "VALID")]
    [TestCase("""{"ip_address":"11.0.0.1"}""", "IP_NOT_ALLOWED")]
    [TestCase("""{"ip_address":null}""", "IP_NOT_ALLOWED")]
    [TestCase("""{"ip_address":"11.0.0.1","endpoint_path":"/x","workspace_id":"x","permissions":["x:y"]}""", "IP_NOT_ALLOWED")]
    [TestCase("""{"endpoint_path":"/orders/1/2"}""", "ENDPOINT_NOT_ALLOWED")]
    [TestCase("""{"endpoint_path":null}""", "ENDPOINT_NOT_ALLOWED")]
    [TestCase("""{"endpoint_path":"/users/../admin"}""", "ENDPOINT_NOT_ALLOWED")]
    [TestCase("""{"endpoint_path":"/users/%2e%2e/admin"}""", "ENDPOINT_NOT_ALLOWED")]
    [TestCase("""{"endpoint_path":"/users/%2Fadmin"}""", "ENDPOINT_NOT_ALLOWED")]
    [TestCase("""{"endpoint_path":"/USERS/1"}""", "ENDPOINT_NOT_ALLOWED")]
    [TestCase("""{"endpoint_path":"/x","workspace_id":"x","permissions":["x:y"]}""", "ENDPOINT_NOT_ALLOWED")]
    [TestCase("""{"workspace_id":"x","permissions":["x:y"]}""", "RESOURCE_NOT_ALLOWED")]
    [TestCase("""{"namespace_id":"x"}""", "RESOURCE_NOT_ALLOWED")]
    [TestCase("""{"environment_id":null}""", "RESOURCE_NOT_ALLOWED")]
    [TestCase("""{"permissions":["orders:read","orders:write"]}""", "INSUFFICIENT_PERMISSIONS")]
    [TestCase("""{"scopes":["*:read"]}""", "INSUFFICIENT_PERMISSIONS")]
    public async Task Verify_WhenCallIs_Answers(string change, string code)
    {
        var (_, client) = await Server.IssueAsync(Place, s_bound);
        var call = JsonNode.Parse("""{"ip_address":"10.1.2.3","endpoint_path":"/orders/1","workspace_id":"w","namespace_id":"n","environment_id":"e"}""")!.AsObject();
        call["token"] = client.Token;
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            call[name] = value?.DeepClone();
        }

        var answer = (await Server.Admin.PostAsync("/v1/tokens/verify", call.ToJsonString())).Expect(200);
        Assert.That(answer.Value("code"), Is.EqualTo(code));
        Assert.That(answer.Value("valid"), Is.EqualTo(code == "VALID" ? "true" : "false"));
        Assert.That(answer.Value("token.name"), Is.EqualTo("bound"));
        Assert.That(answer.Json.AsObject().ContainsKey("rate_limit"), Is.True);
    }

    [Test]
    public async Task Verify_WhenLifeIsOver_SaysHowInOrder()
    {
        var now = TimeProvider.System.GetNow();
        var token = new Token
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
        async Task<string> CodeOf(Token changed) => await Server.VerifyAsync(
            new { token = (await Server.TokenAsync(changed with { TokenId = Guid.NewGuid() })).Token, permissions = new[] { "x:y" } });
        var (over, pending) = (now.AddSeconds(-1), ApprovalState.Pending);
        Assert.Multiple(async () =>
        {
            Assert.That(await CodeOf(token with { RevokedAt = now, ExpiresAt = over, Approval = ApprovalState.Rejected }), Is.EqualTo("REVOKED"));
            Assert.That(await CodeOf(token with { ExpiresAt = over, Approval = ApprovalState.Rejected }), Is.EqualTo("REJECTED"));
            Assert.That(await CodeOf(token with { IssuedAt = now.AddDays(-7), Approval = pending }), Is.EqualTo("REJECTED"));
            Assert.That(await CodeOf(token with { ExpiresAt = over, Approval = pending }), Is.EqualTo("EXPIRED"));
            Assert.That(await CodeOf(token with { Approval = pending }), Is.EqualTo("PENDING_APPROVAL"));
            Assert.That(await CodeOf(token), Is.EqualTo("INSUFFICIENT_PERMISSIONS"));
        });
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("tka_000000000000000000000000000000000000")]
    public async Task Verify_WhenTokenIsGarbage_IsNotFound(string token)
    {
        var answer = (await Server.Admin.PostAsync("/v1/tokens/verify", new { token })).Expect(200);
        Assert.That(answer.Text, Is.EqualTo("""{"valid":false,"code":"NOT_FOUND","token":null,"rate_limit":null}"""));
    }

    [Test]
    public async Task Verify_WhenCallerMayNowhere_Is403()
    {
        var developer = await Server.UserAsync(Place, Role.Developer);
        var answer = await developer.PostAsync("/v1/tokens/verify", new { token = developer.Token });
        Assert.That(answer.Expect(403).Value("details.required_permission"), Is.EqualTo("tokens:verify"));
    }

    [Test]
    public async Task Verify_WhenTokenIsOfAnotherOrganization_IsNotFound()
    {
        var (_, token) = await Server.IssueAsync(Place, new { name = "x" });
        var elsewhere = await Server.PlaceAsync();
        var stranger = await Server.UserAsync(elsewhere, Role.Operator);
        var insider = await Server.UserAsync(Place, Role.Operator);
        var (_, robot) = await Server.IssueAsync(elsewhere, new { name = "x", token_type = "service", permissions = new[] { "tokens:verify" } });
        async Task<string?> Ask(Client client, object body) => (await client.PostAsync("/v1/tokens/verify", body)).Expect(200).Value("code");
        Assert.Multiple(async () =>
        {
            Assert.That(await Ask(stranger, new { token = token.Token }), Is.EqualTo("NOT_FOUND"));
            Assert.That(await Ask(robot, new { token = token.Token }), Is.EqualTo("NOT_FOUND"));
            Assert.That(await Ask(insider, new { token = token.Token }), Is.EqualTo("VALID"));
            Assert.That(await Ask(insider, new { token = token.Token, org_id = Place.OrganizationId }), Is.EqualTo("VALID"));
            Assert.That(await Ask(Server.Admin, new { token = token.Token, org_id = elsewhere.OrganizationId }), Is.EqualTo("NOT_FOUND"));
        });
    }

    [Test]
    public async Task Verify_WhenOrganizationDoesNotExist_IsNotFoundEvenForAnAdministrator() =>
        Assert.That(await Server.VerifyAsync(new { token = Server.AdminToken, org_id = Guid.NewGuid() }), Is.EqualTo("NOT_FOUND"));

    [Test]
    public async Task Verify_WhenTokenIsAPersons_DependsOnWhoAsksAndWhere()
    {
        var subject = await Server.UserAsync(Place, Role.Developer);
        var verifier = await Server.UserAsync(Place, Role.Operator);
        async Task<string?> Ask(Client client, object body) => (await client.PostAsync("/v1/tokens/verify", body)).Expect(200).Value("code");
        var here = Place.OrganizationId;
        Assert.Multiple(async () =>
        {
            Assert.That(await Ask(verifier, new { token = subject.Token }), Is.EqualTo("NOT_FOUND"));
            Assert.That(await Ask(verifier, new { token = verifier.Token }), Is.EqualTo("VALID"));
            Assert.That(await Ask(Server.Admin, new { token = subject.Token }), Is.EqualTo("VALID"));
            Assert.That(await Ask(verifier, new { token = subject.Token, org_id = here }), Is.EqualTo("VALID"));
            Assert.That(await Ask(verifier, new { token = subject.Token, org_id = here, permissions = new[] { "app_tokens:write" } }), Is.EqualTo("VALID"));
            Assert.That(await Ask(verifier, new { token = subject.Token, org_id = here, permissions = new[] { "apps:write" } }), Is.EqualTo("INSUFFICIENT_PERMISSIONS"));
            Assert.That(await Ask(verifier, new { token = subject.Token, org_id = here, permissions = new[] { "orders:read" } }), Is.EqualTo("INSUFFICIENT_PERMISSIONS"));
            Assert.That(await Ask(verifier, new { token = subject.Token, org_id = Guid.NewGuid() }), Is.EqualTo("NOT_FOUND"));
        });
    }

    [TestCase("""{}""", "missing")]
    [TestCase("""{"\ud800":1}""", "missing")]
    [TestCase("""{"token":5}""", "string_type")]
    [TestCase("""{"token":"x","cost":-1}""", "greater_than_equal")]
    [TestCase("""{"token":"x","cost":1001}""", "less_than_equal")]
    [TestCase("""{"token":"x","ip_address":"010.0.0.1"}""", "value_error")]
    [TestCase("""{"token":"x","org_id":"x"}""", "uuid_parsing")]
    [TestCase("""{"token":"x","permissions":["a b"]}""", "string_pattern_mismatch")]
    public async Task Verify_WhenBodyIsWrong_Is422WithoutTheToken(string body, string type)
    {
        var answer = (await Server.Admin.PostAsync("/v1/tokens/verify", body)).Expect(422);
        Assert.That(answer.Value("detail.0.type"), Is.EqualTo(type));
        Assert.That(answer.Json["detail"]![0]!["input"]?.ToJsonString(), Does.Not.Contain("\"token\":\"x\""));
    }
}
