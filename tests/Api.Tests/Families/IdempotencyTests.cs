namespace TokenPlatform.Api.Tests.Families;

public sealed class IdempotencyTests : SharedServer
{
    private const string Body = """{"name":"once"}""";

    [Test]
    public async Task Create_WhenRepeatedWithTheSameBody_IssuesOnceAndNamesTheToken()
    {
        var first = (await SendAsync(Server.Admin, Place.Tokens, "key", Body)).Expect(201);

        var again = (await SendAsync(Server.Admin, Place.Tokens, "key", Body)).Expect(409);

        Assert.That((again.Value("error"), again.Value("details.token_id")), Is.EqualTo(("CONFLICT", first.Value("token.token_id"))));
        Assert.That(again.Text, Does.Not.Contain(first.Value("plaintext_token")!));
        Assert.That((await Server.Admin.GetAsync(Place.Tokens)).Json["tokens"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Create_WhenRepeatedWithAnotherBody_Is422()
    {
        (await SendAsync(Server.Admin, Place.Tokens, "key", Body)).Expect(201);

        var other = (await SendAsync(Server.Admin, Place.Tokens, "key", """{"name":"twice"}""")).Expect(422);

        Assert.That(other.Json["detail"]!.ToJsonString(), Is.EqualTo(
            """[{"type":"value_error","loc":["header","Idempotency-Key"],"msg":"Value error, this Idempotency-Key was sent with another body","input":"key","ctx":{"error":"this Idempotency-Key was sent with another body"}}]"""));
        Assert.That((await Server.Admin.GetAsync(Place.Tokens)).Json["tokens"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Create_WhenTheFirstFailed_TheKeyIsFree()
    {
        await Server.PolicyAsync(Place, new { max_ttl_days = 1 });
        (await SendAsync(Server.Admin, Place.Tokens, "key", """{"name":"x","expires_in_days":2}""")).Expect(422);
        (await SendAsync(Server.Admin, Place.Tokens, "key", """{"name":5}""")).Expect(422);
        (await SendAsync(Server.Admin, Place.Tokens, "key", Body)).Expect(201);
    }

    [Test]
    public async Task Create_WhenKeysDifferInAnything_AreOthers()
    {
        var other = await Server.UserAsync(Place, Domain.Permissions.Role.Developer);
        var elsewhere = Place with { AppId = await Server.AppAsync(Place.OrganizationId) };
        foreach (var (client, path, key) in new[]
        {
            (Server.Admin, Place.Tokens, "key"), (Server.Admin, Place.Tokens, "KEY"), (other, Place.Tokens, "key"), (Server.Admin, elsewhere.Tokens, "key"),
        })
        {
            (await SendAsync(client, path, key, Body)).Expect(201);
        }
    }

    [Test]
    public async Task Create_WhenSentAtOnce_IssuesOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync(Server.Admin, Place.Tokens, "key", Body)));

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(Enumerable.Repeat(409, 15).Prepend(201)));
        var id = answers.Single(answer => answer.Status == 201).Value("token.token_id");
        Assert.That(answers.Where(answer => answer.Status == 409).Select(answer => answer.Value("details.token_id")), Is.All.EqualTo(id));
    }

    [Test]
    public async Task Create_WhenADayHasPassed_IssuesAgain()
    {
        (await SendAsync(Server.Admin, Place.Tokens, "key", Body)).Expect(201);
        using (var database = Server.OpenSqlite())
        {
            using var command = database.CreateCommand();
            command.CommandText = "UPDATE idempotency_keys SET created_at = $then";
            command.Parameters.AddWithValue("$then", Domain.Audit.AuditChain.Format(TimeProvider.System.GetUtcNow().AddHours(-24)));
            command.ExecuteNonQuery();
        }

        (await SendAsync(Server.Admin, Place.Tokens, "key", Body)).Expect(201);
        (await SendAsync(Server.Admin, Place.Tokens, "key", Body)).Expect(409);
    }

    [TestCase(0, "string_too_short")]
    [TestCase(256, "string_too_long")]
    public async Task Create_WhenTheKeyIsNone_NamesItBesideOtherErrors(int length, string type)
    {
        var answer = (await SendAsync(Server.Admin, Place.Tokens, new string('k', length), "{}")).Expect(422);

        Assert.That(answer.Json["detail"]!.AsArray().Select(error => $"{error!["loc"]![1]} {error["type"]}"), Is.EqualTo(new[] { "name missing", $"Idempotency-Key {type}" }));
    }

    [Test]
    public async Task Create_WhenTheKeyIsLong_TakesIt() =>
        (await SendAsync(Server.Admin, Place.Tokens, new string('k', 255), Body)).Expect(201);

    [Test]
    public async Task ApiToken_WhenRepeated_SpeaksTheFamilysLanguage()
    {
        const string Path = "/core/v1/organizations/organization/api_tokens";
        string BodyOf(string name) => $$$"""{"organization":{"id":"{{{Place.OrganizationId}}}"},"properties":{"name":"{{{name}}}","scopes":["orders"]}}""";
        var first = (await SendAsync(Server.Admin, Path, "key", BodyOf("once"))).Expect(200);

        var again = (await SendAsync(Server.Admin, Path, "key", BodyOf("once"))).Expect(409);
        var other = (await SendAsync(Server.Admin, Path, "key", BodyOf("twice"))).Expect(422);

        Assert.That((again.Value("error.code"), again.Value("error.detail.api_token_id")), Is.EqualTo(("conflict", first.Value("api_token.id"))));
        Assert.That(other.Value("error.code"), Is.EqualTo("validation_error"));
        Assert.That(other.Json["error"]!["detail"]!["errors"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await Server.Admin.GetAsync($"{Path}?organization[id]={Place.OrganizationId}")).Value("pagination.total"), Is.EqualTo("1"));
    }

    [Test]
    public async Task AccessToken_WhenRepeated_SpeaksTheFamilysLanguage()
    {
        const string Path = "/api/v1/access-tokens";
        var key = Guid.NewGuid().ToString();
        var first = (await SendAsync(Server.Admin, Path, key, Body)).Expect(201);

        Assert.That((await SendAsync(Server.Admin, Path, key, Body)).Expect(409).Value("detail"), Does.Contain(first.Value("token.id")!));
        var other = (await SendAsync(Server.Admin, Path, key, """{"name":"twice"}""")).Expect(422);
        Assert.That((other.Value("detail.0.type"), other.Value("detail.0.loc.1")), Is.EqualTo(("value_error", "Idempotency-Key")));
    }

    [Test]
    public async Task OtherPosts_WhenAKeyIsSent_DoNotCare()
    {
        var apps = $"{Place.Organization}/apps";
        (await SendAsync(Server.Admin, apps, "key", Body)).Expect(201);
        (await SendAsync(Server.Admin, apps, "key", Body)).Expect(201);
    }

    private static Task<Answer> SendAsync(Client client, string path, string key, string body) =>
        client.SendAsync(HttpMethod.Post, path, body, ("Idempotency-Key", key));
}
