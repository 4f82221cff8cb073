using System.Text.Json.Nodes;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

public sealed class AppTokensTests : SharedServer
{
    private const string SeedName = "001_785874e6a173a8f8";

    private static readonly string[] s_nullable =
        ["description", "rate_limit_rps", "rate_limit_burst", "created_by_user_id", "expires_at", "last_used_at", "revoked_at", "revoked_reason", "refresh_token_plaintext"];

    [Test]
    public async Task Create_WhenEverythingIsAsked_AnswersAsSeedDoes()
    {
        var answer = (await Server.Admin.PostAsync(Place.Tokens, """
            {"name":"ci","description":"builds","scopes":["orders"],"permissions":["orders:read"],"workspace_ids":["w"],"namespace_ids":["n"],
             "environment_ids":["e"],"endpoint_paths":["/a/**"],"rate_limit_rps":5,"authorized_ip_addresses":["10.0.0.0/8"],"expires_in_days":7}
            """)).Expect(201);
        Seed.AssertShape(answer.Json, Seed.Sample(SeedName, "Create App Token", "plaintext_token"), s_nullable);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(answer.Header("Location"), Is.EqualTo($"{Place.Tokens}/{answer.Value("token.token_id")}"));
            Assert.That(answer.Value("plaintext_token"), Does.Match("^tka_[0-9A-Za-z]{36}$"));
            Assert.That(answer.Value("plaintext_token"), Does.StartWith(answer.Value("token.prefix")!));
            Assert.That(answer.Value("token.prefix"), Has.Length.EqualTo(10));
            Assert.That(answer.Value("token.rate_limit_burst"), Is.EqualTo("10"));
            Assert.That(answer.Value("token.token_type"), Is.EqualTo("pat"));
            Assert.That(answer.Value("token.owner_type"), Is.EqualTo("user"));
            Assert.That(answer.Value("token.status"), Is.EqualTo("active"));
            Assert.That(answer.Value("token.app_id"), Is.EqualTo(Place.AppId));
            Assert.That(answer.Value("token.authorized_ip_addresses.0"), Is.EqualTo("10.0.0.0/8"));
            Assert.That(answer.Value("token.issued_at"), Does.EndWith("Z"));
            Assert.That(answer.Value("refresh_token_plaintext"), Is.Null);
        });
    }

    [Test]
    public async Task List_WhenTokensExist_AnswersAsSeedDoesNewestFirst()
    {
        await Server.IssueAsync(Place, new { name = "one", token_type = "service" });
        await Server.IssueAsync(Place, new { name = "two" });
        var answer = (await Server.Admin.GetAsync(Place.Tokens)).Expect(200);
        Seed.AssertShape(answer.Json, Seed.Sample(SeedName, "List App Tokens", "tokens"), s_nullable);
        Assert.That(answer.Json["tokens"]!.AsArray().Select(token => (string?)token!["name"]), Is.EqualTo(new[] { "two", "one" }));
        Assert.That(answer.Text, Does.Not.Contain("plaintext"));
    }

    [Test]
    public async Task Errors_WhenProvoked_AnswerAsSeedDoes()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "poor" });
        var answers = new Dictionary<string, Answer>
        {
            ["AUTHENTICATION_FAILED"] = (await Server.Nobody.GetAsync(Place.Tokens)).Expect(401),
            ["FORBIDDEN"] = (await client.GetAsync(Place.Tokens)).Expect(403),
            ["RESOURCE_NOT_FOUND"] = (await Server.Admin.GetAsync($"{Place.Tokens}/{Guid.NewGuid()}")).Expect(404),
        };
        foreach (var (code, answer) in answers)
        {
            var sample = Seed.Sample(SeedName, "List App Tokens", "error");
            Seed.AssertShape(answer.Json, sample, []);
            Assert.That(answer.Value("error"), Is.EqualTo(code));
            Assert.That(answer.Value("timestamp"), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$"));
            Assert.That(answer.Value("status_code"), Is.EqualTo($"{answer.Status}"));
        }

        Assert.That(answers["AUTHENTICATION_FAILED"].Value("message"), Is.EqualTo("Authentication required"));
        Assert.That(answers["FORBIDDEN"].Value("message"), Is.EqualTo("You don't have permission to perform this action"));
        Assert.That(answers["FORBIDDEN"].Value("details.required_permission"), Is.EqualTo("app_tokens:read"));
        Assert.That(answers["RESOURCE_NOT_FOUND"].Value("message"), Is.EqualTo("The requested resource was not found"));
        Assert.That(answers["RESOURCE_NOT_FOUND"].Value("details.resource_type"), Is.EqualTo("token"));

        var invalid = (await Server.Admin.PostAsync(Place.Tokens, "{}")).Expect(422);
        Assert.That(invalid.Text, Is.EqualTo("""{"detail":[{"type":"missing","loc":["body","name"],"msg":"Field required","input":{}}]}"""));
    }

    [Test]
    public async Task Create_WhenServiceToken_BelongsToTheApp()
    {
        var (id, _) = await Server.IssueAsync(Place, new { name = "robot", token_type = "service" });
        var token = (await Server.Admin.GetAsync($"{Place.Tokens}/{id}")).Expect(200);
        Assert.Multiple(() =>
        {
            Assert.That(token.Value("owner_type"), Is.EqualTo("app"));
            Assert.That(token.Value("owner_id"), Is.EqualTo(Place.AppId));
            Assert.That(token.Value("token_type"), Is.EqualTo("service"));
        });
    }

    [Test]
    public async Task Create_WhenAdminNamesMember_MemberOwnsIt()
    {
        var member = await Server.UserAsync(Place, Role.Viewer);
        var memberId = (await member.GetAsync("/v1/me")).Value("user.user_id");
        var (id, _) = await Server.IssueAsync(Place, new { name = "hers", owner_id = memberId });
        var token = await member.GetAsync($"{Place.Tokens}/{id}");
        Assert.That(token.Expect(200).Value("owner_id"), Is.EqualTo(memberId));
        Assert.That(token.Value("created_by_user_id"), Is.Not.EqualTo(memberId));
    }

    [Test]
    public async Task Create_WhenOwnerIsNoMember_Is404()
    {
        var answer = await Server.Admin.PostAsync(Place.Tokens, new { name = "x", owner_id = Guid.NewGuid() });
        Assert.That(answer.Expect(404).Value("details.resource_type"), Is.EqualTo("member"));
    }

    [Test]
    public async Task Create_WhenDeveloperNamesAnother_Is403()
    {
        var developer = await Server.UserAsync(Place, Role.Developer);
        var other = (await (await Server.UserAsync(Place, Role.Viewer)).GetAsync("/v1/me")).Value("user.user_id");
        (await developer.PostAsync(Place.Tokens, new { name = "x", owner_id = other })).Expect(403);
    }

    [Test]
    public async Task Create_WhenCallerIsNoUser_NamesTheOwner()
    {
        var (_, robot) = await Server.IssueAsync(Place, new { name = "robot", token_type = "service", permissions = new[] { "app_tokens:write", "orders:*" } });
        var refused = await robot.PostAsync(Place.Tokens, new { name = "x" });
        Assert.That(refused.Expect(422).Value("detail.0.loc.1"), Is.EqualTo("owner_id"));
        var service = (await robot.PostAsync(Place.Tokens, new { name = "x", token_type = "service" })).Expect(201);
        Assert.That(service.Value("token.created_by_user_id"), Is.Null);
    }

    [Test]
    public async Task Create_WhenAskingForMoreThanCallerHas_Is403NamingTheFirstMissing()
    {
        var developer = await Server.UserAsync(Place, Role.Developer);
        var (_, robot) = await Server.IssueAsync(Place, new { name = "robot", token_type = "service", permissions = new[] { "app_tokens:write", "orders:read" } });
        Assert.Multiple(async () =>
        {
            Assert.That(
                (await developer.PostAsync(Place.Tokens, new { name = "x", permissions = new[] { "app_tokens:approve" } })).Expect(403).Value("details.required_permission"),
                Is.EqualTo("app_tokens:approve"));
            Assert.That(
                (await developer.PostAsync(Place.Tokens, new { name = "x", scopes = new[] { "*:read" } })).Expect(403).Value("details.required_permission"),
                Is.EqualTo("members:read"));
            Assert.That(
                (await robot.PostAsync(Place.Tokens, new { name = "x", token_type = "service", permissions = new[] { "orders:write" } })).Expect(403).Value("details.required_permission"),
                Is.EqualTo("orders:write"));
            (await developer.PostAsync(Place.Tokens, new { name = "x", permissions = new[] { "orders:write" } })).Expect(201);
        });
    }

    [Test]
    public async Task Create_WhenSeveralThingsAreWrong_AnswersInTheContractsOrder()
    {
        var developer = await Server.UserAsync(Place, Role.Developer);
        var (_, robot) = await Server.IssueAsync(Place, new { name = "robot", token_type = "service", permissions = new[] { "app_tokens:write" } });
        var nowhere = $"{Place.Organization}/apps/{Guid.NewGuid()}/tokens";
        (await developer.PostAsync(nowhere, new { name = "x", permissions = new[] { "members:write" } })).Expect(403);
        (await robot.PostAsync(nowhere, new { name = "x" })).Expect(422);
        (await developer.PostAsync(nowhere, new { name = "x" })).Expect(404);
    }

    [Test]
    public async Task Create_WhenPolicyIsBroken_NamesEveryBrokenRule()
    {
        var policy = await Server.PolicyAsync(
            Place, new { max_ttl_days = 10, max_live_tokens = 0, allowed_permissions = new[] { "orders:*" }, max_rate_limit_rps = 5 });
        var answer = (await Server.Admin.PostAsync(
            Place.Tokens, new { name = "x", expires_in_days = 11, scopes = new[] { "users:read", "orders:read" }, rate_limit_rps = 6 })).Expect(422);
        var expected = JsonNode.Parse($$$"""
            {"detail":[
              {"type":"policy.max_ttl_days","loc":["body","expires_in_days"],"msg":"The policy allows no token to live this long","input":11,"ctx":{"policy_id":"{{{policy}}}","limit":10,"requested":11}},
              {"type":"policy.max_live_tokens","loc":["body"],"msg":"The policy allows no more live tokens for this app","input":{"name":"x","expires_in_days":11,"scopes":["users:read","orders:read"],"rate_limit_rps":6},"ctx":{"policy_id":"{{{policy}}}","limit":0,"requested":1}},
              {"type":"policy.allowed_permissions","loc":["body","scopes"],"msg":"The policy does not allow these permissions","input":["users:read","orders:read"],"ctx":{"policy_id":"{{{policy}}}","limit":["orders:*"],"requested":["users:read"]}},
              {"type":"policy.max_rate_limit_rps","loc":["body","rate_limit_rps"],"msg":"The policy allows no rate limit this high","input":6,"ctx":{"policy_id":"{{{policy}}}","limit":5,"requested":6}}]}
            """);
        Assert.That(answer.Json.ToJsonString(), Is.EqualTo(expected!.ToJsonString()));
        Assert.That((await Server.Admin.GetAsync(Place.Tokens)).Json["tokens"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Create_WhenNothingIsAsked_TakesPolicyCapAndDefaultRate()
    {
        await Server.PolicyAsync(Place, new { max_ttl_days = 3, default_rate_limit_rps = 7, max_rate_limit_rps = 9 });
        var answer = (await Server.Admin.PostAsync(Place.Tokens, new { name = "x" })).Expect(201);
        var life = DateTimeOffset.Parse(answer.Value("token.expires_at")!, null) - DateTimeOffset.Parse(answer.Value("token.issued_at")!, null);
        Assert.That(life, Is.EqualTo(TimeSpan.FromDays(3)));
        Assert.That(answer.Value("token.rate_limit_rps"), Is.EqualTo("7"));
        Assert.That(answer.Value("token.rate_limit_burst"), Is.EqualTo("14"));
    }

    [Test]
    public async Task Create_WhenApprovalIsNeeded_IsPendingAndDoesNotVerify()
    {
        await Server.PolicyAsync(Place, new { requires_admin_approval = true });
        var developer = await Server.UserAsync(Place, Role.Developer);
        var (id, client) = await Server.IssueAsync(Place, new { name = "x" }, developer);
        Assert.That((await developer.GetAsync($"{Place.Tokens}/{id}")).Value("status"), Is.EqualTo("pending_approval"));
        (await client.GetAsync("/v1/me")).Expect(401);
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("PENDING_APPROVAL"));

        var (approved, _) = await Server.IssueAsync(Place, new { name = "by an approver" });
        Assert.That((await developer.GetAsync($"{Place.Tokens}/{approved}")).Value("status"), Is.EqualTo("active"));
    }

    [Test]
    public async Task Create_When64RaceForTenPlaces_TenWin()
    {
        await Server.PolicyAsync(Place, new { max_live_tokens = 10 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Server.Admin.PostAsync(Place.Tokens, new { name = $"t{i}" })));
        Assert.That(answers.Count(answer => answer.Status == 201), Is.EqualTo(10));

        // A server on a busy machine may let the last in the queue wait too long: they changed nothing, and are told so.
        Assert.That(answers.Where(answer => answer.Status is not (201 or 503)).Select(answer => answer.Value("detail.0.type")), Is.All.EqualTo("policy.max_live_tokens"));
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}?limit=200")).Json["tokens"]!.AsArray(), Has.Count.EqualTo(10));
    }

    [Test]
    public async Task List_WhenWalked_ShowsEachTokenOnce()
    {
        for (var i = 0; i < 7; i++)
        {
            await Server.IssueAsync(Place, new { name = $"t{i}" });
        }

        var names = new List<string?>();
        var path = $"{Place.Tokens}?limit=3";
        for (string? cursor = string.Empty; cursor is not null; path = $"{Place.Tokens}?limit=3&cursor={cursor}")
        {
            var page = (await Server.Admin.GetAsync(path)).Expect(200);
            names.AddRange(page.Json["tokens"]!.AsArray().Select(token => (string?)token!["name"]));
            cursor = page.Value("next_cursor");
            Assert.That(page.Value("has_more"), Is.EqualTo(cursor is null ? "false" : "true"));
        }

        Assert.That(names, Is.EqualTo(new[] { "t6", "t5", "t4", "t3", "t2", "t1", "t0" }));
    }

    [Test]
    public async Task List_WhenFiltered_ShowsOnlyThose()
    {
        var (revoked, _) = await Server.IssueAsync(Place, new { name = "gone" });
        await Server.IssueAsync(Place, new { name = "here", token_type = "service" });
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{revoked}")).Expect(204);
        async Task<IEnumerable<string?>> Names(string query) =>
            (await Server.Admin.GetAsync($"{Place.Tokens}?{query}")).Expect(200).Json["tokens"]!.AsArray().Select(token => (string?)token!["name"]);
        Assert.That(await Names("status=revoked"), Is.EqualTo(new[] { "gone" }));
        Assert.That(await Names("status=active"), Is.EqualTo(new[] { "here" }));
        Assert.That(await Names($"owner_id={Place.AppId}"), Is.EqualTo(new[] { "here" }));
        Assert.That(await Names("status=expired"), Is.Empty);
    }

    [TestCase("limit=0", "greater_than_equal")]
    [TestCase("limit=201", "less_than_equal")]
    [TestCase("limit=abc", "int_parsing")]
    [TestCase("cursor=abc", "value_error")]
    [TestCase("status=dead", "enum")]
    [TestCase("owner_id=me", "uuid_parsing")]
    public async Task List_WhenQueryIsWrong_Is422(string query, string type)
    {
        var answer = (await Server.Admin.GetAsync($"{Place.Tokens}?{query}")).Expect(422);
        Assert.That(answer.Value("detail.0.type"), Is.EqualTo(type));
        Assert.That(answer.Value("detail.0.loc.0"), Is.EqualTo("query"));
    }

    [Test]
    public async Task Query_WhenItIsNotUtf8_Is422AndChangesNothing()
    {
        var (id, _) = await Server.IssueAsync(Place, new { name = "x" });
        var answer = (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}?reason=a%ffb")).Expect(422);
        Assert.That(
            answer.Text,
            Is.EqualTo("""{"detail":[{"type":"value_error","loc":["query"],"msg":"Value error, the query is not UTF-8","input":null,"ctx":{"error":"the query is not UTF-8"}}]}"""));
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{id}")).Value("status"), Is.EqualTo("active"));
        (await Server.Admin.GetAsync($"{Place.Tokens}?limit=1&cursor=%c3%28")).Expect(422);
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}?reason=a+%C3%A9")).Expect(204);
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{id}")).Value("revoked_reason"), Is.EqualTo("a é"));
    }

    [Test]
    public async Task List_WhenCursorIsOfAnotherList_Is422()
    {
        await Server.IssueAsync(Place, new { name = "a" });
        await Server.IssueAsync(Place, new { name = "b" });
        var cursor = (await Server.Admin.GetAsync($"{Place.Tokens}?limit=1")).Value("next_cursor");
        var other = await Server.AppAsync(Place.OrganizationId);
        (await Server.Admin.GetAsync($"{Place.Organization}/apps/{other}/tokens?cursor={cursor}")).Expect(422);
    }

    [Test]
    public async Task Revoke_WhenRepeated_Is204AndKeepsTheFirstReason()
    {
        var (id, client) = await Server.IssueAsync(Place, new { name = "x" });
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}?reason=leaked")).Expect(204);
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}?reason=again")).Expect(204);
        var token = await Server.Admin.GetAsync($"{Place.Tokens}/{id}");
        Assert.That(token.Value("revoked_reason"), Is.EqualTo("leaked"));
        Assert.That(token.Value("status"), Is.EqualTo("revoked"));
        (await client.GetAsync("/v1/me")).Expect(401);
    }

    [Test]
    public async Task Revoke_WhenOwnerOrSelf_NeedsNoPermission()
    {
        var viewer = await Server.UserAsync(Place, Role.Viewer);
        var ownerId = (await viewer.GetAsync("/v1/me")).Value("user.user_id");
        var (owned, _) = await Server.IssueAsync(Place, new { name = "hers", owner_id = ownerId });
        var (others, self) = await Server.IssueAsync(Place, new { name = "other", token_type = "service" });
        (await viewer.DeleteAsync($"{Place.Tokens}/{others}")).Expect(403);
        (await viewer.DeleteAsync($"{Place.Tokens}/{owned}")).Expect(204);
        Assert.That((await self.GetAsync($"{Place.Tokens}/self")).Expect(200).Value("token_id"), Is.EqualTo(others));
        (await self.DeleteAsync($"{Place.Tokens}/self")).Expect(204);
        (await self.GetAsync($"{Place.Tokens}/self")).Expect(401);
    }

    [TestCase("not-a-uuid")]
    [TestCase("00000000-0000-0000-0000-000000000001")]
    [TestCase("%22%3B--")]
    public async Task Any_WhenIdLeadsNowhere_Is404(string id)
    {
        (await Server.Admin.GetAsync($"/v1/orgs/{id}/apps/{Place.AppId}/tokens")).Expect(404);
        (await Server.Admin.PostAsync($"{Place.Organization}/apps/{id}/tokens", new { name = "x" })).Expect(404);
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}")).Expect(404);
    }

    [Test]
    public async Task Any_WhenObjectIsOfAnotherOrganization_Is404()
    {
        var (id, _) = await Server.IssueAsync(Place, new { name = "x" });
        var elsewhere = await Server.PlaceAsync();
        (await Server.Admin.GetAsync($"{elsewhere.Tokens}/{id}")).Expect(404);
        (await Server.Admin.DeleteAsync($"{elsewhere.Tokens}/{id}")).Expect(404);
        (await Server.Admin.PostAsync($"{elsewhere.Organization}/apps/{Place.AppId}/tokens", new { name = "x" })).Expect(404);
    }
}
