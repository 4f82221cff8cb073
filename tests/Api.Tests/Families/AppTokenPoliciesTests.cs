using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

public sealed class AppTokenPoliciesTests : SharedServer
{
    private const string SeedName = "000_7c0ecaabea48cb0b";

    private static readonly string[] s_nullable =
    [
        "app_id", "max_ttl_days", "max_live_tokens", "allowed_permissions", "default_rate_limit_rps", "max_rate_limit_rps", "description",
        "next_cursor",
    ];

    private static readonly object s_full = new
    {
        max_ttl_days = 30,
        max_live_tokens = 5,
        allowed_permissions = new[] { "orders:*" },
        default_rate_limit_rps = 5,
        max_rate_limit_rps = 10,
        requires_admin_approval = true,
        description = "strict",
    };

    private string Policies => $"{Place.Organization}/app-token-policies";

    [Test]
    public async Task Create_WhenBodyIsEmptyObject_IsTheDefaultWithoutRules()
    {
        var answer = (await Server.Admin.PostAsync(Policies, "{}")).Expect(201);
        Seed.AssertShape(answer.Json, Seed.Sample(SeedName, "Create App Token Policy", "policy_id"), s_nullable);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Header("Location"), Is.EqualTo($"{Policies}/{answer.Value("policy_id")}"));
            Assert.That(answer.Header("ETag"), Is.EqualTo("\"1\""));
            Assert.That(answer.Value("app_id"), Is.Null);
            Assert.That(answer.Value("max_live_tokens"), Is.Null);
            Assert.That(answer.Value("allowed_permissions"), Is.Null);
            Assert.That(answer.Value("requires_admin_approval"), Is.EqualTo("false"));
            Assert.That(answer.Value("created_at"), Is.EqualTo(answer.Value("updated_at")));
        });
    }

    [Test]
    public async Task Create_WhenEverythingIsGiven_KeepsIt()
    {
        var created = (await Server.Admin.PostAsync(Policies, s_full)).Expect(201);
        var read = (await Server.Admin.GetAsync($"{Policies}/{created.Value("policy_id")}")).Expect(200);
        Assert.That(read.Text, Is.EqualTo(created.Text));
        Seed.AssertShape(read.Json, Seed.Sample(SeedName, "Get App Token Policy", "policy_id"), ["app_id"]);
        Assert.That(read.Value("allowed_permissions.0"), Is.EqualTo("orders:*"));
        Assert.That(read.Value("description"), Is.EqualTo("strict"));
        Assert.That(read.Value("created_by"), Is.EqualTo((await Server.Admin.GetAsync("/v1/me")).Value("user.user_id")));
    }

    [Test]
    public async Task Create_WhenThereIsOneAlready_Is409()
    {
        (await Server.Admin.PostAsync(Policies, "{}")).Expect(201);
        Assert.That((await Server.Admin.PostAsync(Policies, "{}")).Expect(409).Value("error"), Is.EqualTo("CONFLICT"));
        (await Server.Admin.PostAsync(Policies, new { app_id = Place.AppId })).Expect(201);
        (await Server.Admin.PostAsync(Policies, new { app_id = Place.AppId })).Expect(409);
    }

    [Test]
    public async Task Create_WhenManyRace_OneWins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Server.Admin.PostAsync(Policies, "{}")));
        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(409, 15).Prepend(201)));
    }

    [Test]
    public async Task Create_WhenAppIsUnknownOrForeign_Is404()
    {
        var elsewhere = await Server.PlaceAsync();
        foreach (var app in new[] { Guid.NewGuid().ToString(), elsewhere.AppId })
        {
            Assert.That((await Server.Admin.PostAsync(Policies, new { app_id = app })).Expect(404).Value("details.resource_type"), Is.EqualTo("app"));
        }
    }

    [Test]
    public async Task List_WhenPoliciesExist_AnswersAsSeedDoesNewestFirst()
    {
        var first = (await Server.Admin.PostAsync(Policies, s_full)).Value("policy_id");
        var second = (await Server.Admin.PostAsync(Policies, new { app_id = Place.AppId })).Value("policy_id");
        var all = (await Server.Admin.GetAsync(Policies)).Expect(200);
        Seed.AssertShape(all.Json, Seed.Sample(SeedName, "List App Token Policies", "policies"), s_nullable);
        Assert.That(all.Json["policies"]!.AsArray().Select(policy => (string?)policy!["policy_id"]), Is.EqualTo(new[] { second, first }));
        Assert.That(all.Value("total"), Is.EqualTo("2"));

        var page = (await Server.Admin.GetAsync($"{Policies}?limit=1")).Expect(200);
        Assert.That((page.Value("total"), page.Value("has_more"), page.Value("policies.0.policy_id")), Is.EqualTo(("2", "true", second)));
        var rest = (await Server.Admin.GetAsync($"{Policies}?limit=1&cursor={page.Value("next_cursor")}")).Expect(200);
        Assert.That((rest.Value("has_more"), rest.Value("next_cursor"), rest.Value("policies.0.policy_id")), Is.EqualTo(("false", (string?)null, first)));

        var ofApp = (await Server.Admin.GetAsync($"{Policies}?app_id={Place.AppId}")).Expect(200);
        Assert.That((ofApp.Value("total"), ofApp.Value("policies.0.policy_id")), Is.EqualTo(("1", second)));
        Assert.That((await Server.Admin.GetAsync($"{Policies}?app_id={Guid.NewGuid()}")).Expect(200).Value("total"), Is.EqualTo("0"));
    }

    [Test]
    public async Task Update_WhenFieldIsAbsentOrNull_KeepsOrClears()
    {
        var created = (await Server.Admin.PostAsync(Policies, s_full)).Expect(201);
        var path = $"{Policies}/{created.Value("policy_id")}";
        var patched = (await PatchAsync(path, """{"max_ttl_days":null,"allowed_permissions":[],"max_live_tokens":0,"app_id":"ignored"}""")).Expect(200);
        Seed.AssertShape(patched.Json, Seed.Sample(SeedName, "Update App Token Policy", "policy_id"), s_nullable);
        Assert.Multiple(() =>
        {
            Assert.That(patched.Value("max_ttl_days"), Is.Null);
            Assert.That(patched.Json["allowed_permissions"]!.AsArray(), Is.Empty);
            Assert.That(patched.Value("max_live_tokens"), Is.EqualTo("0"));
            Assert.That(patched.Value("description"), Is.EqualTo("strict"));
            Assert.That(patched.Value("app_id"), Is.Null);
            Assert.That(patched.Header("ETag"), Is.EqualTo("\"2\""));
            Assert.That(patched.Value("created_at"), Is.EqualTo(created.Value("created_at")));
        });
        var same = (await PatchAsync(path, "{}")).Expect(200);
        Assert.That(same.Text, Is.EqualTo(patched.Text));
        Assert.That(same.Header("ETag"), Is.EqualTo("\"2\""));
    }

    [TestCase("""{"requires_admin_approval":null}""", "bool_type", "requires_admin_approval")]
    [TestCase("""{"max_ttl_days":0}""", "greater_than_equal", "max_ttl_days")]
    [TestCase("""{"max_live_tokens":100001}""", "less_than_equal", "max_live_tokens")]
    [TestCase("""{"allowed_permissions":["a b"]}""", "string_pattern_mismatch", "allowed_permissions")]
    [TestCase("""{"default_rate_limit_rps":11}""", "value_error", "default_rate_limit_rps")]
    [TestCase("""{"max_rate_limit_rps":4}""", "value_error", "max_rate_limit_rps")]
    public async Task Update_WhenFieldIsWrong_NamesItAndChangesNothing(string body, string type, string field)
    {
        var created = (await Server.Admin.PostAsync(Policies, s_full)).Expect(201);
        var path = $"{Policies}/{created.Value("policy_id")}";
        var answer = (await PatchAsync(path, body)).Expect(422);
        Assert.That((answer.Value("detail.0.type"), answer.Value("detail.0.loc.1")), Is.EqualTo((type, field)));
        Assert.That((await Server.Admin.GetAsync(path)).Text, Is.EqualTo(created.Text));
    }

    [Test]
    public async Task Any_WhenRatesDisagree_IsToldWithAllElseAndBeforeWhatIsMissing()
    {
        var created = (await Server.Admin.PostAsync(Policies, """{"max_ttl_days":0,"default_rate_limit_rps":10,"max_rate_limit_rps":5}""")).Expect(422);
        Assert.That(
            created.Json["detail"]!.AsArray().Select(error => (string?)error!["loc"]![1]),
            Is.EqualTo(new[] { "max_ttl_days", "default_rate_limit_rps" }));
        (await PatchAsync($"{Policies}/{Guid.NewGuid()}", """{"default_rate_limit_rps":10,"max_rate_limit_rps":5}""")).Expect(422);
    }

    [TestCase("", 412)]
    [TestCase("\"1\"", 200)]
    [TestCase("*", 200)]
    [TestCase("\"7\", \"1\"", 200)]
    [TestCase("\"2\"", 412)]
    [TestCase("W/\"1\"", 412)]
    [TestCase("1", 412)]
    public async Task IfMatch_WhenSent_GuardsPatchAndDelete(string tag, int status)
    {
        var path = $"{Policies}/{(await Server.Admin.PostAsync(Policies, "{}")).Value("policy_id")}";
        var patched = await PatchAsync(path, """{"requires_admin_approval":false}""", ("If-Match", tag));
        Assert.That(patched.Expect(status).Value(status == 412 ? "error" : "requires_admin_approval"), Is.EqualTo(status == 412 ? "PRECONDITION_FAILED" : "false"));
        (await Server.Admin.SendAsync(HttpMethod.Delete, path, null, ("If-Match", tag))).Expect(status == 412 ? 412 : 204);
    }

    [Test]
    public async Task Update_WhenTwoHoldTheSameTag_OneWins()
    {
        var path = $"{Policies}/{(await Server.Admin.PostAsync(Policies, "{}")).Value("policy_id")}";
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(days => PatchAsync(path, $$"""{"max_ttl_days":{{days}}}""", ("If-Match", "\"1\""))));
        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(412, 7).Prepend(200)));
    }

    [Test]
    public async Task Delete_WhenDone_IsGoneAndGovernsNoMore()
    {
        var path = $"{Policies}/{(await Server.Admin.PostAsync(Policies, new { max_live_tokens = 0 })).Value("policy_id")}";
        (await Server.Admin.PostAsync(Place.Tokens, new { name = "x" })).Expect(422);
        (await Server.Admin.DeleteAsync(path)).Expect(204);
        (await Server.Admin.GetAsync(path)).Expect(404);
        (await Server.Admin.DeleteAsync(path)).Expect(404);
        (await Server.Admin.PostAsync(Place.Tokens, new { name = "x" })).Expect(201);
    }

    [Test]
    public async Task Policy_WhenAppHasItsOwn_DefaultDoesNotMixIn()
    {
        (await Server.Admin.PostAsync(Policies, new { max_ttl_days = 1 })).Expect(201);
        (await Server.Admin.PostAsync(Policies, new { app_id = Place.AppId, max_rate_limit_rps = 1 })).Expect(201);
        (await Server.Admin.PostAsync(Place.Tokens, new { name = "x", expires_in_days = 100 })).Expect(201);
        var other = await Server.AppAsync(Place.OrganizationId);
        (await Server.Admin.PostAsync($"{Place.Organization}/apps/{other}/tokens", new { name = "x", expires_in_days = 100 })).Expect(422);
    }

    [Test]
    public async Task Any_WhenRoleMayNot_Is403()
    {
        var path = $"{Policies}/{(await Server.Admin.PostAsync(Policies, "{}")).Value("policy_id")}";
        var viewer = await Server.UserAsync(Place, Role.Viewer);
        var watcher = await Server.UserAsync(Place, Role.Operator);
        (await viewer.GetAsync(path)).Expect(200);
        (await watcher.GetAsync(path)).Expect(403);
        Assert.That((await viewer.PostAsync(Policies, "{}")).Expect(403).Value("details.required_permission"), Is.EqualTo("app_token_policies:write"));
        (await viewer.SendAsync(HttpMethod.Patch, path, "{}")).Expect(403);
        (await viewer.DeleteAsync(path)).Expect(403);
        (await (await Server.UserAsync()).GetAsync(path)).Expect(404);
    }

    [TestCase("nonsense")]
    [TestCase("00000000-0000-0000-0000-000000000009")]
    public async Task Any_WhenIdLeadsNowhere_Is404(string id)
    {
        Assert.That((await Server.Admin.GetAsync($"{Policies}/{id}")).Expect(404).Value("details.resource_id"), Is.EqualTo(id));
        (await PatchAsync($"{Policies}/{id}", "{}")).Expect(404);
        (await Server.Admin.DeleteAsync($"{Policies}/{id}")).Expect(404);
        var elsewhere = await Server.PlaceAsync();
        var foreign = (await Server.Admin.PostAsync($"{elsewhere.Organization}/app-token-policies", "{}")).Value("policy_id");
        (await Server.Admin.GetAsync($"{Policies}/{foreign}")).Expect(404);
    }

    [Test]
    public async Task Audit_WhenPolicyLives_HasItsEvents()
    {
        var path = $"{Policies}/{(await Server.Admin.PostAsync(Policies, s_full)).Value("policy_id")}";
        (await PatchAsync(path, """{"max_ttl_days":31}""")).Expect(200);
        (await PatchAsync(path, """{"max_ttl_days":31}""")).Expect(200);
        (await Server.Admin.DeleteAsync(path)).Expect(204);
        await using var database = Server.OpenDatabase();
        var events = AuditTrail.Of(database, Place.OrganizationId).Where(e => e.Entry.Target.Type == "app_token_policy").ToList();
        Assert.That(
            events.Select(e => e.Entry.Action),
            Is.EqualTo(new[] { "app_token_policy.created", "app_token_policy.updated", "app_token_policy.deleted" }));
        Assert.That(events[1].Entry.Changes, Is.EqualTo("""{"max_ttl_days":{"from":30,"to":31}}"""));
        AuditTrail.AssertIntact(database, Place.OrganizationId);
    }

    private Task<Answer> PatchAsync(string path, string body, params (string, string)[] headers) =>
        Server.Admin.SendAsync(HttpMethod.Patch, path, body, headers);
}
