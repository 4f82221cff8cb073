using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

public sealed class RotateTests : SharedServer
{
    [Test]
    public async Task Rotate_WhenThereIsNoOverlap_EndsTheOldSecretAtOnce()
    {
        var (id, old) = await IssueAsync();

        var answer = (await Server.Admin.PostAsync($"{Place.Tokens}/{id}/rotate", "{}")).Expect(200);

        Assert.That(answer.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "token", "plaintext_token", "refresh_token_plaintext" }));
        Assert.That(answer.Value("token.token_id"), Is.EqualTo(id));
        Assert.That(answer.Value("token.prefix"), Is.EqualTo(answer.Value("plaintext_token")![..10]));
        Assert.That(answer.Value("refresh_token_plaintext"), Is.Null);
        Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(await CodeAsync(old.Token), Is.EqualTo("NOT_FOUND"));
        Assert.That(await CodeAsync(answer.Value("plaintext_token")), Is.EqualTo("VALID"));
    }

    [Test]
    public async Task Rotate_WhenThereIsAnOverlap_BothWorkUntilTheNextRotation()
    {
        var (id, first) = await IssueAsync();
        var second = await RotateAsync(id, 60);
        Assert.That(await CodeAsync(first.Token), Is.EqualTo("VALID"));
        Assert.That(await CodeAsync(second), Is.EqualTo("VALID"));

        var third = await RotateAsync(id, 60);

        Assert.That(await CodeAsync(first.Token), Is.EqualTo("NOT_FOUND"));
        Assert.That(await CodeAsync(second), Is.EqualTo("VALID"));
        Assert.That(await CodeAsync(third), Is.EqualTo("VALID"));
    }

    [Test]
    public async Task Rotate_WhenOverlapIsOver_TheOldSecretIsNone()
    {
        var (id, first) = await IssueAsync();
        await RotateAsync(id, 1);

        Assert.That(await CodeAsync(first.Token), Is.EqualTo("VALID").Or.EqualTo("NOT_FOUND"));
        Assert.That(() => CodeAsync(first.Token).Result, Is.EqualTo("NOT_FOUND").After(10).Seconds.PollEvery(100));
        (await first.GetAsync("/v1/me")).Expect(401);
    }

    [Test]
    public async Task Rotate_WhenTokenExpiresBeforeTheOverlap_EndsWithTheToken()
    {
        var (id, _) = await Server.IssueAsync(Place, new { name = "x", expires_in_days = 1 });
        await RotateAsync(id, 604800);

        using var database = Server.OpenDatabase();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM token_overlaps o JOIN tokens t ON t.token_id = o.token_id WHERE t.token_id = @id AND o.ends_at = t.expires_at";
        command.Add("@id", id);
        Assert.That(command.ExecuteScalar(), Is.EqualTo(1));
    }

    [Test]
    public async Task Rotate_WhenThereIsARefreshToken_GivesANewOneAndEndsTheOld()
    {
        var issued = (await Server.Admin.PostAsync(Place.Tokens, new { name = "x", issue_refresh_token = true })).Expect(201);

        var rotated = (await Server.Admin.PostAsync($"{Place.Tokens}/{issued.Value("token.token_id")}/rotate", "{}")).Expect(200);

        Assert.That((await OAuth.OAuthSetting.RefreshAsync(Server, issued.Value("refresh_token_plaintext"))).Expect(400).Value("error"), Is.EqualTo("invalid_grant"));
        Assert.That(await CodeAsync(rotated.Value("plaintext_token")), Is.EqualTo("VALID"), "An ended refresh token is no reuse");
        (await OAuth.OAuthSetting.RefreshAsync(Server, rotated.Value("refresh_token_plaintext"))).Expect(200);
    }

    [Test]
    public async Task Rotate_WhenTokenDoesItself_NeedsNoPermission()
    {
        var (id, client) = await Server.IssueAsync(Place, new { name = "x", token_type = "service", endpoint_paths = new[] { "/elsewhere" }, rate_limit_rps = 1, rate_limit_burst = 1 });

        var answer = (await client.PostAsync($"{Place.Tokens}/self/rotate", "{}")).Expect(200);

        Assert.That(answer.Value("token.token_id"), Is.EqualTo(id));
        (await client.GetAsync($"{Place.Tokens}/self")).Expect(401);
        (await Server.As(answer.Value("plaintext_token")).GetAsync($"{Place.Tokens}/self")).Expect(200);
    }

    [Test]
    public async Task Rotate_WhenManyTryAtOnce_LeavesTwoSecretsAtMost()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", token_type = "service" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsync($"{Place.Tokens}/self/rotate", """{"overlap_seconds":60}""")));

        var winners = answers.Where(answer => answer.Status == 200).ToList();

        // Whoever comes late is the third with a secret that two newer ones took the place of.
        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200).Or.EqualTo(409).Or.EqualTo(401));
        Assert.That(winners, Is.Not.Empty);
        var codes = await Task.WhenAll(winners.Select(answer => CodeAsync(answer.Value("plaintext_token"))).Append(CodeAsync(client.Token)));
        Assert.That(codes.Count(code => code == "VALID"), Is.LessThanOrEqualTo(2));
        using var database = Server.OpenDatabase();
        Assert.That(AuditTrail.Of(database, Place.OrganizationId).Count(audited => audited.Entry.Action == "app_token.rotated"), Is.EqualTo(winners.Count));
        AuditTrail.AssertIntact(database, Place.OrganizationId);
    }

    [Test]
    public async Task Rotate_WhenTokenIsAUsers_IsItsOwnersAlone()
    {
        var owner = await Server.UserAsync(Place, Role.Developer);
        var (id, token) = await Server.IssueAsync(Place, new { name = "x" }, owner);

        var refused = (await Server.Admin.PostAsync($"{Place.Tokens}/{id}/rotate", "{}")).Expect(403);

        Assert.That(refused.Value("details.reason"), Is.EqualTo("owner"));
        Assert.That(await CodeAsync(token.Token), Is.EqualTo("VALID"));
        (await owner.PostAsync($"{Place.Tokens}/{id}/rotate", "{}")).Expect(200);
    }

    [Test]
    public async Task Rotate_WhenCallerCouldNotIssueIt_Is403()
    {
        var (id, token) = await Server.IssueAsync(Place, new { name = "x", token_type = "service", permissions = new[] { "members:write" } });
        var developer = await Server.UserAsync(Place, Role.Developer);

        Assert.That((await developer.PostAsync($"{Place.Tokens}/{id}/rotate", "{}")).Expect(403).Value("details.required_permission"), Is.EqualTo("members:write"));
        Assert.That(await CodeAsync(token.Token), Is.EqualTo("VALID"));
    }

    [Test]
    public async Task Rotate_WhenPolicyOfTodayForbidsTheToken_Is422()
    {
        var (id, token) = await Server.IssueAsync(Place, new { name = "x", token_type = "service", permissions = new[] { "a:b" }, expires_in_days = 30 });
        await Server.PolicyAsync(Place, new { allowed_permissions = new[] { "c:d" }, max_ttl_days = 1, max_live_tokens = 0 });

        var answer = (await Server.Admin.PostAsync($"{Place.Tokens}/{id}/rotate", "{}")).Expect(422);

        Assert.That(answer.Json["detail"]!.AsArray().Select(error => (string?)error!["type"]), Is.EqualTo(new[] { "policy.max_ttl_days", "policy.allowed_permissions" }));
        Assert.That(answer.Json["detail"]![0]!["loc"]!.ToJsonString(), Is.EqualTo("""["body"]"""));
        Assert.That(await CodeAsync(token.Token), Is.EqualTo("VALID"));
    }

    [TestCase("UPDATE tokens SET revoked_at = issued_at")]
    [TestCase("UPDATE tokens SET expires_at = issued_at")]
    [TestCase("UPDATE tokens SET approval = 'pending'")]
    [TestCase("UPDATE tokens SET approval = 'rejected'")]
    public async Task Rotate_WhenTokenDoesNotLive_Is409(string change)
    {
        var (id, _) = await IssueAsync();
        OAuth.OAuthSetting.Run(Server, $"{change} WHERE token_id = '{id}'");
        Assert.That((await Server.Admin.PostAsync($"{Place.Tokens}/{id}/rotate", "{}")).Expect(409).Value("details.token_id"), Is.EqualTo(id));
    }

    [TestCase("-1", "greater_than_equal")]
    [TestCase("604801", "less_than_equal")]
    [TestCase("1.5", "int_from_float")]
    [TestCase("\"x\"", "int_parsing")]
    public async Task Rotate_WhenOverlapIsWrong_Is422(string overlap, string type)
    {
        var (id, token) = await IssueAsync();
        var answer = (await Server.Admin.PostAsync($"{Place.Tokens}/{id}/rotate", $$"""{"overlap_seconds":{{overlap}}}""")).Expect(422);
        Assert.That(answer.Value("detail.0.type"), Is.EqualTo(type));
        Assert.That(await CodeAsync(token.Token), Is.EqualTo("VALID"));
    }

    [Test]
    public async Task Rotate_WhenTokenIsAnotherAppsOrNone_Is404()
    {
        var (id, _) = await IssueAsync();
        var other = await Server.AppAsync(Place.OrganizationId);
        (await Server.Admin.PostAsync($"{Place.Organization}/apps/{other}/tokens/{id}/rotate", "{}")).Expect(404);
        (await Server.Admin.PostAsync($"{Place.Tokens}/{Guid.NewGuid()}/rotate", "{}")).Expect(404);
        (await Server.Admin.PostAsync($"{Place.Tokens}/nonsense/rotate", "{}")).Expect(404);
    }

    private Task<(string Id, Client Client)> IssueAsync() => Server.IssueAsync(Place, new { name = "x", token_type = "service" });

    private Task<string> CodeAsync(string? token) => Server.VerifyAsync(new { token });

    private async Task<string> RotateAsync(string id, int overlap) =>
        (await Server.Admin.PostAsync($"{Place.Tokens}/{id}/rotate", new { overlap_seconds = overlap })).Expect(200).Value("plaintext_token")!;
}
