using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

public sealed class PeopleTests : SharedServer
{
    private static int s_number;

    private string Members => $"{Place.Organization}/members";

    [Test]
    public async Task User_WhenCreated_HasTheContractsFieldsAndALowerCaseEmail()
    {
        var email = NewEmail();
        var answer = (await Server.Admin.PostAsync("/v1/users", new { email = email.ToUpperInvariant(), name = "Ada", password = "correct horse" })).Expect(201);
        Assert.Multiple(() =>
        {
            Assert.That(
                answer.Json.AsObject().Select(field => field.Key),
                Is.EqualTo(new[] { "user_id", "email", "name", "is_platform_admin", "created_at", "disabled" }));
            Assert.That(answer.Value("email"), Is.EqualTo(email));
            Assert.That(answer.Value("is_platform_admin"), Is.EqualTo("false"));
            Assert.That(answer.Header("Location"), Is.EqualTo($"/v1/users/{answer.Value("user_id")}"));
            Assert.That(answer.Text, Does.Not.Contain("horse"));
        });
        Assert.That((await Server.Admin.GetAsync(answer.Header("Location")!)).Expect(200).Text, Is.EqualTo(answer.Text));
        (await Server.Admin.PostAsync("/v1/users", new { email, name = "Eve" })).Expect(409);
        Assert.That((await Server.Admin.GetAsync("/v1/users?limit=1")).Expect(200).Value("users.0.email"), Is.EqualTo(email));
    }

    [Test]
    public async Task Users_WhenCallerIsNoPlatformAdministrator_Are403()
    {
        var admin = await Server.UserAsync(Place, Role.Admin);
        (await admin.GetAsync("/v1/users")).Expect(403);
        (await admin.PostAsync("/v1/users", new { email = NewEmail(), name = "x" })).Expect(403);
        (await admin.SendAsync(HttpMethod.Patch, $"/v1/users/{Guid.NewGuid()}", "{}")).Expect(403);
        (await admin.SendAsync(HttpMethod.Put, $"/v1/users/{Guid.NewGuid()}/password", "{}")).Expect(403);
    }

    [TestCase("""{"email":"a","name":"x"}""", "value_error", "email")]
    [TestCase("""{"email":"a@b@c","name":"x"}""", "value_error", "email")]
    [TestCase("""{"email":"@b","name":"x"}""", "value_error", "email")]
    [TestCase("""{"name":"x"}""", "missing", "email")]
    [TestCase("""{"email":"a@b"}""", "missing", "name")]
    [TestCase("""{"email":"a@b","name":"x","password":"short"}""", "string_too_short", "password")]
    [TestCase("""{"email":"a@b","name":"x","is_platform_admin":"maybe"}""", "bool_parsing", "is_platform_admin")]
    public async Task User_WhenBodyIsWrong_NamesTheField(string body, string type, string field)
    {
        var answer = (await Server.Admin.PostAsync("/v1/users", body)).Expect(422);
        Assert.That((answer.Value("detail.0.type"), answer.Value("detail.0.loc.1")), Is.EqualTo((type, field)));
        Assert.That(answer.Text, Does.Not.Contain("\"short\""));
    }

    [Test]
    public async Task Member_WhenAddedByIdOrEmail_IsListedNewestFirst()
    {
        var (first, firstId) = await NewUserAsync();
        var (second, secondId) = await NewUserAsync();
        (await Server.Admin.PostAsync(Members, new { user_id = firstId, role = "viewer" })).Expect(201);
        var added = (await Server.Admin.PostAsync(Members, new { email = second.ToUpperInvariant(), role = "developer" })).Expect(201);
        Assert.Multiple(() =>
        {
            Assert.That(added.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "user_id", "email", "name", "role", "created_at" }));
            Assert.That(added.Value("user_id"), Is.EqualTo(secondId));
            Assert.That(added.Header("Location"), Is.EqualTo($"{Members}/{secondId}"));
        });
        var list = (await Server.Admin.GetAsync($"{Members}?limit=2")).Expect(200);
        Assert.That(list.Json["members"]!.AsArray().Select(member => (string?)member!["email"]), Is.EqualTo(new[] { second, first }));
        Assert.That(list.Value("has_more"), Is.EqualTo("true"));
        Assert.That((await Server.Admin.GetAsync($"{Members}/{firstId}")).Expect(200).Value("role"), Is.EqualTo("viewer"));
        (await Server.Admin.PostAsync(Members, new { user_id = firstId, role = "viewer" })).Expect(409);
    }

    [TestCase("""{"user_id":"x","role":"viewer"}""", "uuid_parsing", "user_id")]
    [TestCase("""{"user_id":"497f6eca-6276-4993-bfeb-53cbbbba6f08"}""", "missing", "role")]
    [TestCase("""{"user_id":"497f6eca-6276-4993-bfeb-53cbbbba6f08","email":"a@b","role":"viewer"}""", "value_error", "email")]
    [TestCase("""{"user_id":"497f6eca-6276-4993-bfeb-53cbbbba6f08","role":"owner"}""", "enum", "role")]
    public async Task Member_WhenBodyIsWrong_NamesTheField(string body, string type, string field)
    {
        var answer = (await Server.Admin.PostAsync(Members, body)).Expect(422);
        Assert.That((answer.Value("detail.0.type"), answer.Value("detail.0.loc.1")), Is.EqualTo((type, field)));
    }

    [TestCase("""{"role":"viewer"}""")]
    [TestCase("""{"user_id":null,"email":null,"role":"viewer"}""")]
    public async Task Member_WhenNobodyIsNamed_Is422AtTheBody(string body)
    {
        var answer = (await Server.Admin.PostAsync(Members, body)).Expect(422);
        Assert.That(
            answer.Text,
            Is.EqualTo($$$"""{"detail":[{"type":"value_error","loc":["body"],"msg":"Value error, either user_id or email is needed","input":{{{body}}},"ctx":{"error":"either user_id or email is needed"}}]}"""));
    }

    [Test]
    public async Task Member_WhenUserIsUnknown_Is404()
    {
        Assert.That((await Server.Admin.PostAsync(Members, new { user_id = Guid.NewGuid(), role = "viewer" })).Expect(404).Value("details.resource_type"), Is.EqualTo("user"));
        (await Server.Admin.PostAsync(Members, new { email = "nobody@nowhere", role = "viewer" })).Expect(404);
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"{Members}/{Guid.NewGuid()}", """{"role":"viewer"}""")).Expect(404);
        (await Server.Admin.DeleteAsync($"{Members}/nonsense")).Expect(404);
    }

    [Test]
    public async Task Role_WhenChanged_CountsFromTheNextRequest()
    {
        var member = await Server.UserAsync(Place, Role.Viewer);
        var id = await IdOfAsync(member);
        (await member.PostAsync(Place.Tokens, new { name = "x" })).Expect(403);
        var changed = await Server.Admin.SendAsync(HttpMethod.Patch, $"{Members}/{id}", """{"role":"developer"}""");
        Assert.That(changed.Expect(200).Value("role"), Is.EqualTo("developer"));
        (await member.PostAsync(Place.Tokens, new { name = "x" })).Expect(201);
    }

    [Test]
    public async Task LastAdmin_WhenLeavingOrLowered_Is409UntilThereIsAnother()
    {
        var founder = await IdOfAsync(Server.Admin);
        (await Server.Admin.DeleteAsync($"{Members}/{founder}")).Expect(409);
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"{Members}/{founder}", """{"role":"viewer"}""")).Expect(409);
        await Server.UserAsync(Place, Role.Admin);
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"{Members}/{founder}", """{"role":"viewer"}""")).Expect(200);
        (await Server.Admin.DeleteAsync($"{Members}/{founder}")).Expect(204);
    }

    [Test]
    public async Task LastAdmin_WhenAllLeaveAtOnce_OneStays()
    {
        var ids = new List<string?> { await IdOfAsync(Server.Admin) };
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await IdOfAsync(await Server.UserAsync(Place, Role.Admin)));
        }

        var answers = await Task.WhenAll(ids.Select(id => Server.Admin.DeleteAsync($"{Members}/{id}")));
        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 204, 204, 204, 204, 204, 409 }));
    }

    [Test]
    public async Task Member_WhenRemoved_LosesTheirTokensHereAndOnlyTheirs()
    {
        var member = await Server.UserAsync(Place, Role.Developer);
        var (own, ownClient) = await Server.IssueAsync(Place, new { name = "own" }, member);
        var (service, serviceClient) = await Server.IssueAsync(Place, new { name = "service", token_type = "service" }, member);
        (await Server.Admin.DeleteAsync($"{Members}/{await IdOfAsync(member)}")).Expect(204);

        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{own}")).Value("revoked_reason"), Is.EqualTo("member_removed"));
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{service}")).Value("status"), Is.EqualTo("active"));
        (await ownClient.GetAsync("/v1/me")).Expect(401);
        (await serviceClient.GetAsync("/v1/me")).Expect(200);
        (await member.GetAsync("/v1/me")).Expect(200);
        (await member.GetAsync(Place.Organization)).Expect(404);
        await using var database = Server.OpenDatabase();
        Assert.That(AuditTrail.Of(database, Place.OrganizationId).TakeLast(2).Select(e => e.Entry.Action), Is.EqualTo(new[] { "member.removed", "app_token.revoked" }));
        AuditTrail.AssertIntact(database, Place.OrganizationId);
    }

    [Test]
    public async Task User_WhenDisabled_LosesEveryTokenEverywhereForGood()
    {
        var elsewhere = await Server.PlaceAsync();
        var member = await Server.UserAsync(Place, Role.Developer);
        var id = await IdOfAsync(member);
        (await Server.Admin.PostAsync($"{elsewhere.Organization}/members", new { user_id = id, role = "developer" })).Expect(201);
        var (here, hereClient) = await Server.IssueAsync(Place, new { name = "here" }, member);
        var (there, thereClient) = await Server.IssueAsync(elsewhere, new { name = "there" }, member);

        var disabled = await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{id}", """{"disabled":true}""");
        Assert.That(disabled.Expect(200).Value("disabled"), Is.EqualTo("true"));
        foreach (var client in new[] { member, hereClient, thereClient })
        {
            (await client.GetAsync("/v1/me")).Expect(401);
        }

        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{here}")).Value("revoked_reason"), Is.EqualTo("user_disabled"));
        Assert.That((await Server.Admin.GetAsync($"{elsewhere.Tokens}/{there}")).Value("revoked_reason"), Is.EqualTo("user_disabled"));
        Assert.That((await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{id}", """{"disabled":false}""")).Expect(200).Value("disabled"), Is.EqualTo("false"));
        (await member.GetAsync("/v1/me")).Expect(401);

        await using var database = Server.OpenDatabase();
        foreach (var chain in new[] { Place.OrganizationId, elsewhere.OrganizationId, AuditChain.Platform.ToString() })
        {
            AuditTrail.AssertIntact(database, chain);
        }

        Assert.That(AuditTrail.Of(database, Place.OrganizationId)[^1].Entry.Action, Is.EqualTo("app_token.revoked"));
        Assert.That(AuditTrail.Of(database, AuditChain.Platform.ToString()).Select(e => e.Entry.Action), Does.Contain("access_token.revoked"));
    }

    [Test]
    public async Task User_WhenDisabled_OwnsNoNewToken()
    {
        var id = await IdOfAsync(await Server.UserAsync(Place, Role.Viewer));
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{id}", """{"disabled":true}""")).Expect(200);
        (await Server.Admin.PostAsync(Place.Tokens, new { name = "x", owner_id = id })).Expect(409);
    }

    [Test]
    public async Task LastAdmin_WhenDisabled_StaysAMemberUntilThereIsAnother()
    {
        var founder = await IdOfAsync(Server.Admin);
        var sole = await IdOfAsync(await Server.UserAsync(Place, Role.Admin));
        (await Server.Admin.DeleteAsync($"{Members}/{founder}")).Expect(204);
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{sole}", """{"disabled":true}""")).Expect(200);
        (await Server.Admin.DeleteAsync($"{Members}/{sole}")).Expect(409);
        await Server.UserAsync(Place, Role.Admin);
        (await Server.Admin.DeleteAsync($"{Members}/{sole}")).Expect(204);
    }

    [Test]
    public async Task User_WhenEmailOnlyLooksLikeAnother_IsAnother()
    {
        var email = NewEmail();
        (await Server.Admin.PostAsync("/v1/users", new { email = $"k{email}", name = "x" })).Expect(201);
        (await Server.Admin.PostAsync("/v1/users", new { email = $"\u212A{email}", name = "x" })).Expect(201);
        (await Server.Admin.PostAsync("/v1/users", new { email = $"K{email}", name = "x" })).Expect(409);
    }

    [Test]
    public async Task User_WhenLastPlatformAdministrator_StaysEnabled() =>
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{await IdOfAsync(Server.Admin)}", """{"disabled":true}""")).Expect(409);

    [TestCase("""{"name":null}""", "string_type")]
    [TestCase("""{"disabled":null}""", "bool_type")]
    [TestCase("""{"disabled":"x"}""", "bool_parsing")]
    public async Task User_WhenPatchIsWrong_Is422(string body, string type)
    {
        var (_, id) = await NewUserAsync();
        Assert.That((await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{id}", body)).Expect(422).Value("detail.0.type"), Is.EqualTo(type));
    }

    [Test]
    public async Task Password_WhenSet_Is204AndNowhereToBeRead()
    {
        var (_, id) = await NewUserAsync();
        const string password = "a very good password";
        (await Server.Admin.SendAsync(HttpMethod.Put, $"/v1/users/{id}/password", $$"""{"password":"{{password}}"}""")).Expect(204);
        (await Server.Admin.SendAsync(HttpMethod.Put, $"/v1/users/{id}/password", """{"password":"short"}""")).Expect(422);
        (await Server.Admin.SendAsync(HttpMethod.Put, $"/v1/users/{Guid.NewGuid()}/password", $$"""{"password":"{{password}}"}""")).Expect(404);
        await using var database = Server.OpenDatabase();
        var last = AuditTrail.Of(database, AuditChain.Platform.ToString())[^1];
        Assert.That((last.Entry.Action, last.Entry.Changes), Is.EqualTo(("user.password_set", "{}")));
    }

    [Test]
    public async Task Organization_WhenPatched_KeepsWhatIsAbsent()
    {
        var before = await Server.Admin.GetAsync(Place.Organization);
        var renamed = (await Server.Admin.SendAsync(HttpMethod.Patch, Place.Organization, """{"name":"Renamed"}""")).Expect(200);
        Assert.That((renamed.Value("name"), renamed.Value("sub_domain")), Is.EqualTo(("Renamed", before.Value("sub_domain"))));
        var other = await Server.Admin.GetAsync((await Server.PlaceAsync()).Organization);
        (await Server.Admin.SendAsync(HttpMethod.Patch, Place.Organization, $$"""{"sub_domain":"{{other.Value("sub_domain")}}"}""")).Expect(409);
        (await Server.Admin.SendAsync(HttpMethod.Patch, Place.Organization, """{"name":null}""")).Expect(422);
        (await (await Server.UserAsync(Place, Role.Developer)).SendAsync(HttpMethod.Patch, Place.Organization, """{"name":"x"}""")).Expect(403);
        (await Server.Admin.SendAsync(HttpMethod.Patch, Place.Organization, """{"sub_domain":"moved-away"}""")).Expect(200);
        await using var database = Server.OpenDatabase();
        AuditTrail.AssertIntact(database, Place.OrganizationId);
        AuditTrail.AssertIntact(database, AuditChain.Platform.ToString());
    }

    [Test]
    public async Task App_WhenDeleted_TakesTokensAndPolicyAlong()
    {
        var (_, client) = await Server.IssueAsync(Place, new { name = "x", token_type = "service" });
        var policies = $"{Place.Organization}/app-token-policies";
        (await Server.Admin.PostAsync(policies, new { app_id = Place.AppId })).Expect(201);
        (await Server.Admin.DeleteAsync(Place.App)).Expect(204);
        (await Server.Admin.GetAsync(Place.App)).Expect(404);
        (await Server.Admin.DeleteAsync(Place.App)).Expect(404);
        (await Server.Admin.GetAsync(Place.Tokens)).Expect(404);
        Assert.That((await Server.Admin.GetAsync($"{Place.Organization}/apps")).Json["apps"]!.AsArray(), Is.Empty);
        Assert.That((await Server.Admin.GetAsync(policies)).Value("total"), Is.EqualTo("0"));
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("REVOKED"));
        await using var database = Server.OpenDatabase();
        Assert.That(
            AuditTrail.Of(database, Place.OrganizationId).TakeLast(3).Select(e => e.Entry.Action),
            Is.EqualTo(new[] { "app.deleted", "app_token_policy.deleted", "app_token.revoked" }));
    }

    private static string NewEmail() => $"person-{Interlocked.Increment(ref s_number)}@example.com";

    private async Task<(string Email, string Id)> NewUserAsync()
    {
        var email = NewEmail();
        return (email, (await Server.Admin.PostAsync("/v1/users", new { email, name = "Person" })).Expect(201).Value("user_id")!);
    }

    private static async Task<string> IdOfAsync(Client client) => (await client.GetAsync("/v1/me")).Expect(200).Value("user.user_id")!;
}
