using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.OAuth;

public sealed class RevokeTests : SharedServer
{
    private const string Path = "/oauth2/revoke";

    [Test]
    public async Task Revoke_WhenHolderHasNoOtherCredential_EndsTheTokenOnce()
    {
        var (id, client) = await Server.IssueAsync(Place, new { name = "x", token_type = "service" });

        var answer = (await Server.Nobody.FormAsync(Path, ("token", client.Token!), ("token_type_hint", "refresh_token"))).Expect(200);
        (await Server.Nobody.FormAsync(Path, ("token", client.Token!))).Expect(200);

        Assert.That(answer.Text, Is.Empty);
        Assert.That(await Server.CodeOfAsync(client.Token), Is.EqualTo("REVOKED"));
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{id}")).Value("revoked_reason"), Is.EqualTo("revoked_by_holder"));
        using var database = Server.OpenDatabase();
        var ended = AuditTrail.Of(database, Place.OrganizationId).Where(audited => audited.Entry.Action == "app_token.revoked").ToList();
        Assert.That(ended, Has.Count.EqualTo(1));
        Assert.That(ended[0].Actor, Is.EqualTo(new Domain.Audit.AuditActor("app", Guid.Parse(Place.AppId), Guid.Parse(id), "127.0.0.1")));
        AuditTrail.AssertIntact(database, Place.OrganizationId);
    }

    [Test]
    public async Task Revoke_WhenTokenIsAPersonsOwn_EndsIt()
    {
        var user = await Server.UserAsync();
        (await user.FormAsync(Path, ("token", user.Token!))).Expect(200);
        (await user.GetAsync("/v1/me")).Expect(401);
    }

    [Test]
    public async Task Revoke_WhenTokenIsARefreshToken_TakesItsAccessTokenAlong()
    {
        var (_, access, refresh) = await Server.RefreshableAsync(Place);

        (await Server.Nobody.FormAsync(Path, ("token", refresh))).Expect(200);

        Assert.That(await Server.CodeOfAsync(access), Is.EqualTo("REVOKED"));
        Assert.That((await Server.RefreshAsync(refresh)).Expect(400).Value("error"), Is.EqualTo("invalid_grant"));
    }

    [Test]
    public async Task Revoke_WhenTokenIsUnknown_Is200()
    {
        foreach (var token in new[] { TokenSecret.Generate(SecretKind.App).Reveal(), TokenSecret.Generate(SecretKind.Refresh).Reveal(), "x", new string('x', 100_000) })
        {
            (await Server.Nobody.FormAsync(Path, ("token", token))).Expect(200);
        }
    }

    [Test]
    public async Task Revoke_WhenClientAuthenticates_IsItsDeed()
    {
        var viewer = await Server.UserAsync(Place, Role.Viewer);
        var viewerId = (await viewer.GetAsync("/v1/me")).Value("user.user_id")!;
        var (_, client) = await Server.IssueAsync(Place, new { name = "x" });

        (await Server.BasicAsync(Path, "x", viewer.Token!, ("token", client.Token!))).Expect(200);

        Assert.That(await Server.CodeOfAsync(client.Token), Is.EqualTo("REVOKED"));
        using var database = Server.OpenDatabase();
        Assert.That(AuditTrail.Of(database, Place.OrganizationId)[^1].Actor.Id, Is.EqualTo(Guid.Parse(viewerId)));
    }

    [Test]
    public async Task Revoke_WhenClientIsInvalid_IsRefusedAndChangesNothing()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x" });
        var (_, elsewhere) = await Server.IssueAsync(Place, new { name = "y", authorized_ip_addresses = new[] { "192.0.2.1" } });

        Assert.That((await Server.BasicAsync(Path, "x", "nonsense", ("token", client.Token!))).Expect(401).Value("error"), Is.EqualTo("invalid_client"));
        Assert.That((await Server.As("nonsense").FormAsync(Path, ("token", client.Token!))).Expect(401).Value("error"), Is.EqualTo("invalid_client"));
        Assert.That((await elsewhere.FormAsync(Path, ("token", client.Token!))).Expect(403).Value("error"), Is.EqualTo("unauthorized_client"));
        Assert.That(await Server.CodeOfAsync(client.Token), Is.EqualTo("VALID"));
    }

    [Test]
    public async Task Revoke_WhenTokenIsMissing_IsInvalidRequest() =>
        Assert.That((await Server.Nobody.FormAsync(Path, ("token_type_hint", "x"))).Expect(400).Value("error"), Is.EqualTo("invalid_request"));
}
