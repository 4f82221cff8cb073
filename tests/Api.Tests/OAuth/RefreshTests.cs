using System.Globalization;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.OAuth;

public sealed class RefreshTests : SharedServer
{
    private const string InvalidGrant = """{"error":"invalid_grant","error_description":"The refresh token is invalid, expired, revoked or may not be used now"}""";

    [Test]
    public async Task Refresh_WhenTokenIsLive_GivesNewSecretsForTheSameToken()
    {
        var (id, access, refresh) = await Server.RefreshableAsync(Place, ""","expires_in_days":2""");

        var answer = (await Server.RefreshAsync(refresh)).Expect(200);

        Assert.That(answer.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "access_token", "token_type", "expires_in", "refresh_token", "scope" }));
        Assert.That(answer.Value("token_type"), Is.EqualTo("Bearer"));
        Assert.That(answer.Value("expires_in"), Is.EqualTo("172800"));
        Assert.That(answer.Value("scope"), Is.EqualTo("orders"));
        Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(answer.Header("Pragma"), Is.EqualTo("no-cache"));
        Assert.That(await Server.CodeOfAsync(access), Is.EqualTo("NOT_FOUND"));
        Assert.That(await Server.CodeOfAsync(answer.Value("access_token")), Is.EqualTo("VALID"));
        var token = await Server.Admin.GetAsync($"{Place.Tokens}/{id}");
        Assert.That(token.Value("prefix"), Is.EqualTo(answer.Value("access_token")![..10]));
        Assert.That(TimeOf(token, "expires_at") - TimeOf(token, "issued_at"), Is.EqualTo(TimeSpan.FromDays(2)));
        (await Server.RefreshAsync(answer.Value("refresh_token"))).Expect(200);
    }

    [Test]
    public async Task Refresh_WhenTokenExpired_LivesAnew()
    {
        var (id, _, refresh) = await Server.RefreshableAsync(Place, ""","expires_in_days":2""");
        Server.Run($"UPDATE tokens SET expires_at = issued_at WHERE token_id = '{id}'");

        var answer = (await Server.RefreshAsync(refresh)).Expect(200);

        Assert.That(await Server.CodeOfAsync(answer.Value("access_token")), Is.EqualTo("VALID"));
        Assert.That(answer.Value("expires_in"), Is.EqualTo("172800"));
    }

    [Test]
    public async Task Refresh_WhenAnswerWasLost_MayBeRepeatedOnce()
    {
        var (_, _, refresh) = await Server.RefreshableAsync(Place);
        var lost = (await Server.RefreshAsync(refresh)).Expect(200);

        var again = (await Server.RefreshAsync(refresh)).Expect(200);

        Assert.That(await Server.CodeOfAsync(lost.Value("access_token")), Is.EqualTo("NOT_FOUND"));
        Assert.That(await Server.CodeOfAsync(again.Value("access_token")), Is.EqualTo("VALID"));
        Assert.That((await Server.RefreshAsync(lost.Value("refresh_token"))).Expect(400).Text, Is.EqualTo(InvalidGrant));
        Assert.That(await Server.CodeOfAsync(again.Value("access_token")), Is.EqualTo("VALID"), "The first answer's refresh token is no reuse");
        (await Server.RefreshAsync(again.Value("refresh_token"))).Expect(200);
    }

    [Test]
    public async Task Refresh_WhenUsedAThirdTime_EndsTheToken()
    {
        var (_, _, refresh) = await Server.RefreshableAsync(Place);
        await Server.RefreshAsync(refresh);
        var second = await Server.RefreshAsync(refresh);

        Assert.That((await Server.RefreshAsync(refresh)).Expect(400).Text, Is.EqualTo(InvalidGrant));

        await AssertReusedAsync(second);
    }

    [Test]
    public async Task Refresh_WhenUsedAgainAfterTenSeconds_EndsTheToken()
    {
        var (id, _, refresh) = await Server.RefreshableAsync(Place);
        var first = await Server.RefreshAsync(refresh);
        Age(id);

        (await Server.RefreshAsync(refresh)).Expect(400);

        await AssertReusedAsync(first);
    }

    [Test]
    public async Task Refresh_WhenSuccessorWasUsed_EndsTheToken()
    {
        var (_, _, refresh) = await Server.RefreshableAsync(Place);
        var second = await Server.RefreshAsync((await Server.RefreshAsync(refresh)).Value("refresh_token"));

        (await Server.RefreshAsync(refresh)).Expect(400);

        await AssertReusedAsync(second);
    }

    [Test]
    public async Task Refresh_WhenReplacedOneComesLate_EndsTheToken()
    {
        var (id, _, refresh) = await Server.RefreshableAsync(Place);
        var lost = await Server.RefreshAsync(refresh);
        var again = await Server.RefreshAsync(refresh);
        Age(id);

        (await Server.RefreshAsync(lost.Value("refresh_token"))).Expect(400);

        await AssertReusedAsync(again);
    }

    [Test]
    public async Task Refresh_WhenManyUseItAtOnce_LeavesOnePairAtMost()
    {
        var (id, access, refresh) = await Server.RefreshableAsync(Place);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Server.RefreshAsync(refresh)));

        Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(2));
        var codes = await Task.WhenAll(answers.Where(answer => answer.Status == 200).Select(answer => Server.CodeOfAsync(answer.Value("access_token"))).Append(Server.CodeOfAsync(access)));
        Assert.That(codes, Does.Not.Contain("VALID"), "The third use ended the token");
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{id}")).Value("revoked_reason"), Is.EqualTo("refresh_token_reuse"));
        using var database = Server.OpenDatabase();
        AuditTrail.AssertIntact(database, Place.OrganizationId);
    }

    [Test]
    public async Task Refresh_WhenTwoUseItAtOnce_LeavesOneLivePair()
    {
        var (_, access, refresh) = await Server.RefreshableAsync(Place);

        var answers = await Task.WhenAll(Server.RefreshAsync(refresh), Server.RefreshAsync(refresh));

        var codes = await Task.WhenAll(answers.Select(answer => Server.CodeOfAsync(answer.Expect(200).Value("access_token"))).Append(Server.CodeOfAsync(access)));
        Assert.That(codes.Count(code => code == "VALID"), Is.EqualTo(1));
    }

    [TestCase("max_ttl_days", 1)]
    public async Task Refresh_WhenLifetimeIsOverTodaysCap_IsCut(string rule, int cap)
    {
        var (_, _, refresh) = await Server.RefreshableAsync(Place, ""","expires_in_days":30""");
        await Server.PolicyAsync(Place, new Dictionary<string, int> { [rule] = cap });
        Assert.That((await Server.RefreshAsync(refresh)).Expect(200).Value("expires_in"), Is.EqualTo("86400"));
    }

    [Test]
    public async Task Refresh_WhenNoEndWasGrantedAndThereIsACapNow_GetsTheCap()
    {
        var (_, _, refresh) = await Server.RefreshableAsync(Place);
        await Server.PolicyAsync(Place, new { max_ttl_days = 3 });
        Assert.That((await Server.RefreshAsync(refresh)).Expect(200).Value("expires_in"), Is.EqualTo("259200"));
    }

    [TestCase("""{"allowed_permissions":["users"]}""", false, 400)]
    [TestCase("""{"allowed_permissions":["orders"]}""", false, 200)]
    [TestCase("""{"max_rate_limit_rps":9}""", false, 400)]
    [TestCase("""{"max_live_tokens":0}""", false, 200)]
    [TestCase("""{"max_live_tokens":0}""", true, 400)]
    [TestCase("""{"max_live_tokens":1}""", true, 200)]
    public async Task Refresh_WhenPolicyOfTodayIs_Answers(string policy, bool hasExpired, int status)
    {
        var (id, access, refresh) = await Server.RefreshableAsync(Place, ""","expires_in_days":2,"rate_limit_rps":10""");
        await Server.PolicyAsync(Place, System.Text.Json.Nodes.JsonNode.Parse(policy)!);
        if (hasExpired)
        {
            Server.Run($"UPDATE tokens SET expires_at = issued_at WHERE token_id = '{id}'");
        }

        var answer = (await Server.RefreshAsync(refresh)).Expect(status);

        if (status == 400)
        {
            Assert.That(answer.Text, Is.EqualTo(InvalidGrant));
            Assert.That(await Server.CodeOfAsync(access), Is.EqualTo(hasExpired ? "EXPIRED" : "VALID"), "Nothing changed");
        }
    }

    [TestCase("UPDATE tokens SET approval = 'pending'")]
    [TestCase("UPDATE tokens SET approval = 'rejected'")]
    [TestCase("UPDATE tokens SET revoked_at = issued_at")]
    [TestCase("UPDATE tokens SET authorized_ip_addresses = '[\"192.0.2.1\"]'")]
    [TestCase("UPDATE refresh_tokens SET issued_at = '2020-01-01T00:00:00.000000Z'")]
    public async Task Refresh_WhenTokenMayNotLive_IsInvalidGrant(string change)
    {
        var (id, _, refresh) = await Server.RefreshableAsync(Place);
        Server.Run($"{change} WHERE token_id = '{id}'");
        Assert.That((await Server.RefreshAsync(refresh)).Expect(400).Text, Is.EqualTo(InvalidGrant));
    }

    [Test]
    public async Task Refresh_WhenOwnerIsGone_IsInvalidGrant()
    {
        var user = await Server.UserAsync(Place, Role.Developer);
        var userId = (await user.GetAsync("/v1/me")).Value("user.user_id");
        var refresh = (await user.PostAsync(Place.Tokens, new { name = "x", issue_refresh_token = true })).Expect(201).Value("refresh_token_plaintext");
        (await Server.Admin.DeleteAsync($"{Place.Organization}/members/{userId}")).Expect(204);
        Assert.That((await Server.RefreshAsync(refresh)).Expect(400).Text, Is.EqualTo(InvalidGrant));
    }

    [Test]
    public async Task Refresh_WhenTokenIsNone_IsInvalidGrant()
    {
        var (_, access, refresh) = await Server.RefreshableAsync(Place);
        foreach (var token in new[] { access, "x", refresh[..^1], new string('x', 100_000) })
        {
            Assert.That((await Server.RefreshAsync(token)).Expect(400).Text, Is.EqualTo(InvalidGrant));
        }
    }

    [TestCase("grant_type=password&username=x&password=y", "unsupported_grant_type")]
    [TestCase("grant_type=refresh_token", "invalid_request")]
    [TestCase("refresh_token=x", "invalid_request")]
    [TestCase("grant_type=refresh_token&refresh_token=x&refresh_token=y", "invalid_request")]
    [TestCase("grant_type=refresh_token&refresh_token=x", "invalid_grant")]
    public async Task Refresh_WhenFormIsWrong_Is400(string form, string code) =>
        Assert.That(
            (await Server.Nobody.SendBytesAsync(HttpMethod.Post, "/oauth2/token", System.Text.Encoding.UTF8.GetBytes(form), OAuthSetting.FormType)).Expect(400).Value("error"),
            Is.EqualTo(code));

    [TestCase("orders", 200)]
    [TestCase("", 200)]
    [TestCase("api.katapult.io/core/v1/orders", 200)]
    [TestCase("orders users", 400)]
    [TestCase("*", 400)]
    public async Task Refresh_WhenScopeIsNamed_GivesWhatWasGrantedOrNothing(string scope, int status)
    {
        var (_, access, refresh) = await Server.RefreshableAsync(Place);

        var answer = (await Server.Nobody.FormAsync("/oauth2/token", ("grant_type", "refresh_token"), ("refresh_token", refresh), ("scope", scope))).Expect(status);

        Assert.That(answer.Value(status == 200 ? "scope" : "error"), Is.EqualTo(status == 200 ? "orders" : "invalid_scope"));
        Assert.That(await Server.CodeOfAsync(access), Is.EqualTo(status == 200 ? "NOT_FOUND" : "VALID"));
    }

    [Test]
    public async Task Refresh_WhenAudited_IsTheTokensOwnDeed()
    {
        var (id, _, refresh) = await Server.RefreshableAsync(Place);
        var answer = await Server.RefreshAsync(refresh);

        using var database = Server.OpenDatabase();
        var audited = AuditTrail.Of(database, Place.OrganizationId)[^1];
        Assert.That(audited.Entry.Action, Is.EqualTo("app_token.refreshed"));
        Assert.That(audited.Actor, Is.EqualTo(new Domain.Audit.AuditActor("app", Guid.Parse(Place.AppId), Guid.Parse(id), "127.0.0.1")));
        Assert.That(audited.Entry.Changes, Does.Contain(answer.Value("access_token")![..10]).And.Not.Contain(answer.Value("access_token")!));
    }

    private static DateTimeOffset TimeOf(Answer answer, string field) => DateTimeOffset.Parse(answer.Value(field)!, CultureInfo.InvariantCulture);

    // As if all of it had happened eleven seconds earlier.
    private void Age(string tokenId)
    {
        var then = AuditChain.Format(TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(11));
        Server.Run($"UPDATE refresh_tokens SET issued_at = '{then}' WHERE token_id = '{tokenId}'");
        Server.Run($"UPDATE refresh_tokens SET used_at = '{then}' WHERE token_id = '{tokenId}' AND used_at IS NOT NULL");
    }

    private async Task AssertReusedAsync(Answer last)
    {
        Assert.That(await Server.CodeOfAsync(last.Value("access_token")), Is.EqualTo("REVOKED"));
        Assert.That((await Server.RefreshAsync(last.Value("refresh_token"))).Expect(400).Text, Is.EqualTo(InvalidGrant));
        using var database = Server.OpenDatabase();
        var audited = AuditTrail.Of(database, Place.OrganizationId)[^1];
        Assert.That(audited.Entry.Action, Is.EqualTo("token.refresh_reused"));
        Assert.That(audited.Entry.Changes, Does.Contain("refresh_token_reuse"));
    }
}
