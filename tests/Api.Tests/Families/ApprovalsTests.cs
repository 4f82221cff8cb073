using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Families;

public sealed class ApprovalsTests : SharedServer
{
    private string Queue => $"{Place.Organization}/token-approvals";

    [Test]
    public async Task Approve_WhenTokenWaits_LetsItLive()
    {
        var (place, id, client, _) = await Server.PendingAsync(Place, new { name = "waits", token_type = "service" });
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("PENDING_APPROVAL"));
        (await client.GetAsync("/v1/me")).Expect(401);

        var approved = (await Server.Admin.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(200);

        Assert.That((approved.Value("token_id"), approved.Value("status")), Is.EqualTo((id, "active")));
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("VALID"));
        Assert.That(LastEvent().Entry, Is.EqualTo(new Domain.Audit.AuditEntry(
            "app_token.approved", new("app_token", Guid.Parse(id)), """{"status":{"from":"pending_approval","to":"active"}}""")));
    }

    [Test]
    public async Task Reject_WhenTokenWaits_EndsIt()
    {
        var (place, id, client, _) = await Server.PendingAsync(Place);

        var rejected = (await Server.Admin.PostAsync($"{place.Tokens}/{id}/reject", new { reason = "no need" })).Expect(200);

        Assert.That((rejected.Value("status"), rejected.Value("revoked_reason"), rejected.Value("revoked_at")), Is.EqualTo(("rejected", "no need", (string?)null)));
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("REJECTED"));
        Assert.That(LastEvent().Entry.Action, Is.EqualTo("app_token.rejected"));
    }

    [Test]
    public async Task Decide_WhenDecidedOrRevoked_Is409()
    {
        var (place, approved, _, _) = await Server.PendingAsync(Place);
        (await Server.Admin.PostAsync($"{place.Tokens}/{approved}/approve", "{}")).Expect(200);
        var (other, rejected, _, _) = await Server.PendingAsync(Place);
        (await Server.Admin.PostAsync($"{other.Tokens}/{rejected}/reject", "{}")).Expect(200);
        var (third, revoked, _, _) = await Server.PendingAsync(Place);
        (await Server.Admin.DeleteAsync($"{third.Tokens}/{revoked}")).Expect(204);
        var (never, _) = await Server.IssueAsync(Place, new { name = "never waited" });
        foreach (var token in new[] { $"{place.Tokens}/{approved}", $"{other.Tokens}/{rejected}", $"{third.Tokens}/{revoked}", $"{Place.Tokens}/{never}" })
        {
            // The administrator created the last one: nobody's own business comes before its state.
            var decider = token.EndsWith(never, StringComparison.Ordinal) ? await Server.UserAsync(Place, Role.Admin) : Server.Admin;
            Assert.That((await decider.PostAsync($"{token}/approve", "{}")).Expect(409).Value("error"), Is.EqualTo("CONFLICT"));
            (await decider.PostAsync($"{token}/reject", "{}")).Expect(409);
        }
    }

    [Test]
    public async Task Decide_WhenNobodyAnsweredInTime_Is409()
    {
        var client = await Server.TokenAsync(new Token
        {
            TokenId = Guid.NewGuid(),
            Kind = TokenKind.App,
            OrganizationId = Guid.Parse(Place.OrganizationId),
            AppId = Guid.Parse(Place.AppId),
            Name = "forgotten",
            Prefix = string.Empty,
            Limits = new TokenLimits(),
            Approval = ApprovalState.Pending,
            IssuedAt = TimeProvider.System.GetUtcNow() - Token.ApprovalTimeout,
        });
        var shown = (await Server.Admin.GetAsync(Place.Tokens)).Expect(200);
        Assert.That((shown.Value("tokens.0.status"), shown.Value("tokens.0.revoked_reason")), Is.EqualTo(("rejected", "approval_timeout")));
        (await Server.Admin.PostAsync($"{Place.Tokens}/{shown.Value("tokens.0.token_id")}/approve", "{}")).Expect(409);
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("REJECTED"));
        Assert.That((await Server.Admin.GetAsync(Queue)).Json["tokens"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Approve_WhenTokenIsTheCallersOwn_Is403()
    {
        var (place, id, _, owner) = await Server.PendingAsync(Place);
        var ownerId = (await owner.GetAsync("/v1/me")).Value("user.user_id");
        (await owner.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(403);

        // With the right to approve it is still the owner's own, and no token of theirs helps.
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"{Place.Organization}/members/{ownerId}", """{"role":"admin"}""")).Expect(200);
        var (_, robot) = await Server.IssueAsync(Place, new { name = "x", permissions = new[] { "app_tokens:approve" }, owner_id = ownerId });
        foreach (var own in new[] { owner, robot })
        {
            Assert.That((await own.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(403).Value("details.reason"), Is.EqualTo("own_token"));
        }

        (await Server.Admin.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(200);
    }

    [Test]
    public async Task Approve_WhenCallerCreatedIt_Is403()
    {
        var place = Place with { AppId = await Server.AppAsync(Place.OrganizationId) };
        await Server.PolicyAsync(place, new { requires_admin_approval = true });
        var issues = new { name = "issuer", token_type = "service", permissions = new[] { "app_tokens:write" } };
        var approves = new { name = "approver", token_type = "service", permissions = new[] { "app_tokens:approve" } };
        var (_, issuer) = await Server.IssueAsync(Place, issues);
        var (_, sibling) = await Server.IssueAsync(Place, approves);
        var (_, stranger) = await Server.IssueAsync(Place with { AppId = await Server.AppAsync(Place.OrganizationId) }, approves);
        var (id, _) = await Server.IssueAsync(place, new { name = "made", token_type = "service" }, issuer);

        (await sibling.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(403);
        (await stranger.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(200);
    }

    [Test]
    public async Task Approve_WhenThePolicyBecameStricter_NamesEveryBrokenRule()
    {
        var (place, id, client, _) = await Server.PendingAsync(Place, new { name = "waits", permissions = new[] { "orders:write" }, expires_in_days = 30, rate_limit_rps = 9 });
        var policyId = (await Server.Admin.GetAsync($"{Place.Organization}/app-token-policies?app_id={place.AppId}")).Value("policies.0.policy_id");
        var policy = $"{Place.Organization}/app-token-policies/{policyId}";
        (await Server.Admin.SendAsync(HttpMethod.Patch, policy, """{"max_ttl_days":7,"max_live_tokens":0,"allowed_permissions":["orders:read"],"max_rate_limit_rps":5}""")).Expect(200);

        var refused = (await Server.Admin.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(422);

        Assert.That(refused.Json["detail"]!.AsArray().Select(error => (string?)error!["type"]), Is.EqualTo(new[]
        {
            "policy.max_ttl_days", "policy.max_live_tokens", "policy.allowed_permissions", "policy.max_rate_limit_rps",
        }));
        Assert.That(refused.Json["detail"]![0]!.ToJsonString(), Is.EqualTo(
            $$$"""{"type":"policy.max_ttl_days","loc":["path","token_id"],"msg":"The policy allows no token to live this long","input":"{{{id}}}","ctx":{"policy_id":"{{{policyId}}}","limit":7,"requested":30}}"""));
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("PENDING_APPROVAL"));

        // It has its own place among the live tokens already.
        (await Server.Admin.SendAsync(HttpMethod.Patch, policy, """{"max_ttl_days":30,"max_live_tokens":1,"allowed_permissions":null,"max_rate_limit_rps":9}""")).Expect(200);
        (await Server.Admin.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(200);
    }

    [Test]
    public async Task Decide_WhenManyDoAtOnce_HasOneWinner()
    {
        for (var round = 0; round < 10; round++)
        {
            var (place, id, _, _) = await Server.PendingAsync(Place);
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
                Server.Admin.PostAsync($"{place.Tokens}/{id}/{(n % 2 == 0 ? "approve" : "reject")}", "{}")));
            Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(409, 7).Prepend(200)));
            var won = answers.Single(answer => answer.Status == 200).Value("status");
            Assert.That((await Server.Admin.GetAsync($"{place.Tokens}/{id}")).Value("status"), Is.EqualTo(won));
        }
    }

    [Test]
    public async Task Decide_WhenNotAllowedOrWrong_IsRefused()
    {
        var (place, id, _, _) = await Server.PendingAsync(Place);
        var viewer = await Server.UserAsync(Place, Role.Viewer);
        Assert.That((await viewer.PostAsync($"{place.Tokens}/{id}/approve", "{}")).Expect(403).Value("details.required_permission"), Is.EqualTo("app_tokens:approve"));
        (await viewer.PostAsync($"{place.Tokens}/{id}/reject", "{}")).Expect(403);
        (await viewer.GetAsync(Queue)).Expect(403);
        (await (await Server.UserAsync()).GetAsync(Queue)).Expect(404);
        (await Server.Admin.PostAsync($"{Place.Tokens}/{id}/approve", "{}")).Expect(404);
        (await Server.Admin.PostAsync($"{place.Tokens}/{Guid.NewGuid()}/reject", "{}")).Expect(404);
        (await Server.Admin.PostAsync($"{place.Tokens}/self/approve", "{}")).Expect(404);
        var tooLong = (await Server.Admin.PostAsync($"{place.Tokens}/{id}/reject", new { reason = new string('x', 1001) })).Expect(422);
        Assert.That(tooLong.Value("detail.0.type"), Is.EqualTo("string_too_long"));
        (await Server.Admin.PostAsync($"{place.Tokens}/{id}/reject", """{"reason":5}""")).Expect(422);
        Assert.That((await Server.Admin.GetAsync($"{place.Tokens}/{id}")).Value("status"), Is.EqualTo("pending_approval"));
    }

    [Test]
    public async Task Queue_WhenAppsHaveTokensThatWait_ListsThemAllPageByPage()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, (await Server.PendingAsync(Place)).Id);
        }

        var elsewhere = await Server.PendingAsync(await Server.PlaceAsync());
        var (place, decided, _, _) = await Server.PendingAsync(Place);
        (await Server.Admin.PostAsync($"{place.Tokens}/{decided}/reject", "{}")).Expect(200);

        var first = (await Server.Admin.GetAsync($"{Queue}?limit=2")).Expect(200);
        var rest = (await Server.Admin.GetAsync($"{Queue}?limit=2&cursor={first.Value("next_cursor")}")).Expect(200);
        var seen = first.Json["tokens"]!.AsArray().Concat(rest.Json["tokens"]!.AsArray()).Select(token => (string)token!["token_id"]!).ToList();
        Assert.That(seen, Is.EqualTo(ids).And.Not.Contain(elsewhere.Id));
        Assert.That((first.Value("has_more"), rest.Value("has_more")), Is.EqualTo(("true", "false")));
    }

    private Domain.Audit.AuditEvent LastEvent()
    {
        using var database = Server.OpenDatabase();
        return AuditTrail.Of(database, Place.OrganizationId)[^1];
    }
}
