using System.Text.Json.Nodes;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

public sealed class PlatformTests : SharedServer
{
    [Test]
    public async Task Me_WhenUserAsks_ShowsUserPlacesAndToken()
    {
        var user = await Server.UserAsync(Place, Role.Developer);
        var me = (await user.GetAsync("/v1/me")).Expect(200);
        Assert.Multiple(() =>
        {
            Assert.That(me.Value("user.is_platform_admin"), Is.EqualTo("false"));
            Assert.That(me.Value("organizations.0.organization_id"), Is.EqualTo(Place.OrganizationId));
            Assert.That(me.Value("organizations.0.role"), Is.EqualTo("developer"));
            Assert.That(me.Value("token.token_type"), Is.EqualTo("pat"));
            Assert.That(me.Value("token.org_id"), Is.Null);
            Assert.That(me.Value("token_never_expires"), Is.EqualTo("true"));
        });
    }

    [Test]
    public async Task Me_WhenUserIsInNoPlace_IsWrittenAsEveryBodyIs()
    {
        var user = await Server.UserAsync();
        var id = (await user.GetAsync("/v1/me")).Value("user.user_id");
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{id}", """{"name":"Zoë <&>"}""")).Expect(200);
        var me = (await user.GetAsync("/v1/me")).Expect(200);
        Assert.That(me.Text, Does.StartWith($$"""{"user":{"user_id":"{{id}}","email":"{{me.Value("user.email")}}","name":"Zoë <&>","is_platform_admin":false,"created_at":"{{me.Value("user.created_at")}}","disabled":false},"organizations":[],"token":{"token_id":"""));
        Assert.That(me.Value("user.created_at"), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"));
        Assert.That(me.Text, Does.Contain("\"app_id\":null,").And.EndsWith(",\"token_never_expires\":true}"));
    }

    [Test]
    public async Task Me_WhenAppTokenAsks_HasNoUser()
    {
        var (_, robot) = await Server.IssueAsync(Place, new { name = "x", token_type = "service", expires_in_days = 1 });
        var me = (await robot.GetAsync("/v1/me")).Expect(200);
        Assert.Multiple(() =>
        {
            Assert.That(me.Json["user"], Is.Null);
            Assert.That(me.Value("organizations.0.organization_id"), Is.EqualTo(Place.OrganizationId));
            Assert.That(me.Json["organizations"]![0]!["role"], Is.Null);
            Assert.That(me.Value("token_never_expires"), Is.EqualTo("false"));
        });
    }

    [Test]
    public async Task Organizations_WhenListed_AreTheCallersOwn()
    {
        var user = await Server.UserAsync(Place, Role.Viewer);
        var own = (await user.GetAsync("/v1/orgs")).Expect(200).Json["organizations"]!.AsArray();
        Assert.That(own.Select(o => (string?)o!["organization_id"]), Is.EqualTo(new[] { Place.OrganizationId }));
        var (_, robot) = await Server.IssueAsync(Place, new { name = "x", token_type = "service" });
        Assert.That((await robot.GetAsync("/v1/orgs")).Json["organizations"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await (await Server.UserAsync()).GetAsync("/v1/orgs")).Json["organizations"]!.AsArray(), Is.Empty);
        Assert.That((await Server.Admin.GetAsync("/v1/orgs")).Json["organizations"]!.AsArray().Count, Is.GreaterThan(1));
    }

    [Test]
    public async Task Organization_WhenCreatedByWhoIsNoAdministrator_Is403()
    {
        var user = await Server.UserAsync(Place, Role.Admin);
        (await user.PostAsync("/v1/orgs", new { name = "x", sub_domain = "x" })).Expect(403);
        var (_, robot) = await Server.IssueAsync(Place, new { name = "x", permissions = new[] { "*" } });
        (await robot.PostAsync("/v1/orgs", new { name = "x", sub_domain = "x" })).Expect(403);
    }

    [Test]
    public async Task Organization_WhenSubDomainIsTaken_Is409()
    {
        var subDomain = (await Server.Admin.GetAsync(Place.Organization)).Expect(200).Value("sub_domain");
        var answer = await Server.Admin.PostAsync("/v1/orgs", new { name = "x", sub_domain = subDomain });
        Assert.That(answer.Expect(409).Value("error"), Is.EqualTo("CONFLICT"));
    }

    [TestCase("UPPER")]
    [TestCase("-a")]
    [TestCase("a-")]
    [TestCase("a\n")]
    [TestCase("")]
    [TestCase("a23456789012345678901234567890123456789012345678901234567890123456")]
    public async Task Organization_WhenSubDomainIsNoLabel_Is422(string subDomain)
    {
        var answer = await Server.Admin.PostAsync("/v1/orgs", new { name = "x", sub_domain = subDomain });
        Assert.That(answer.Expect(422).Value("detail.0.type"), Is.EqualTo("string_pattern_mismatch"));
    }

    [Test]
    public async Task Apps_WhenCreated_AreListedNewestFirstAndFound()
    {
        var second = await Server.AppAsync(Place.OrganizationId);
        var list = (await Server.Admin.GetAsync($"{Place.Organization}/apps?limit=1")).Expect(200);
        Assert.That(list.Value("apps.0.app_id"), Is.EqualTo(second));
        Assert.That(list.Value("has_more"), Is.EqualTo("true"));
        var next = await Server.Admin.GetAsync($"{Place.Organization}/apps?limit=1&cursor={list.Value("next_cursor")}");
        Assert.That(next.Value("apps.0.app_id"), Is.EqualTo(Place.AppId));
        Assert.That(next.Value("has_more"), Is.EqualTo("false"));
        Assert.That((await Server.Admin.GetAsync(Place.App)).Expect(200).Value("organization_id"), Is.EqualTo(Place.OrganizationId));
        (await Server.Admin.GetAsync($"{(await Server.PlaceAsync()).Organization}/apps/{Place.AppId}")).Expect(404);
    }

    [Test]
    public async Task Audit_WhenStateChanges_HasOneEventEachAndAnIntactChain()
    {
        var (id, _) = await Server.IssueAsync(Place, new { name = $"holds {Server.AdminToken}" });
        (await Server.Admin.SendAsync(HttpMethod.Delete, $"{Place.Tokens}/{id}?reason=done", null, ("X-Request-Id", "audit-1"))).Expect(204);
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{id}")).Expect(204);
        await using var database = Server.OpenDatabase();
        var events = AuditTrail.Of(database, Place.OrganizationId);
        Assert.That(
            events.Select(e => e.Entry.Action),
            Is.EqualTo(new[] { "organization.created", "member.added", "app.created", "app_token.created", "app_token.revoked" }));
        AuditTrail.AssertIntact(database, Place.OrganizationId);
        AuditTrail.AssertIntact(database, AuditChain.Platform.ToString());
        var revoked = events[^1];
        Assert.Multiple(() =>
        {
            Assert.That(revoked.RequestId, Is.EqualTo("audit-1"));
            Assert.That(revoked.Actor.Type, Is.EqualTo("user"));
            Assert.That(revoked.Actor.IpAddress, Is.Not.Null);
            Assert.That(revoked.Entry.Target.Id.ToString(), Is.EqualTo(id));
            Assert.That((string?)JsonNode.Parse(revoked.Entry.Changes)!["revoked_reason"]!["to"], Is.EqualTo("done"));
            Assert.That(events.Select(e => e.Entry.Changes), Has.None.Contains(Server.AdminToken));
        });
    }
}
