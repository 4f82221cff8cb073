using System.Text;

namespace TokenPlatform.Api.Tests.Families;

/// <summary>Wrong bodies are told whole, change nothing and are never a 500.</summary>
public sealed class WrongBodiesTests : SharedServer
{
    [TestCase("""{"name":""}""", "string_too_short", "name")]
    [TestCase("""{"name":5}""", "string_type", "name")]
    [TestCase("""{"name":null}""", "string_type", "name")]
    [TestCase("""{"name":"a\u0000b"}""", "value_error", "name")]
    [TestCase("""{"name":"\ud800"}""", "value_error", "name")]
    [TestCase("""{"name":"x","token_type":"robot"}""", "enum", "token_type")]
    [TestCase("""{"name":"x","permissions":"a:b"}""", "list_type", "permissions")]
    [TestCase("""{"name":"x","permissions":["a:b:c:d"]}""", "string_pattern_mismatch", "permissions.0")]
    [TestCase("""{"name":"x","scopes":[5]}""", "string_type", "scopes.0")]
    [TestCase("""{"name":"x","scopes":["ok",""]}""", "string_too_short", "scopes.1")]
    [TestCase("""{"name":"x","endpoint_paths":["a"]}""", "value_error", "endpoint_paths.0")]
    [TestCase("""{"name":"x","authorized_ip_addresses":["10.0.0.1/8"]}""", "value_error", "authorized_ip_addresses.0")]
    [TestCase("""{"name":"x","rate_limit_rps":0}""", "greater_than_equal", "rate_limit_rps")]
    [TestCase("""{"name":"x","rate_limit_rps":100001}""", "less_than_equal", "rate_limit_rps")]
    [TestCase("""{"name":"x","rate_limit_rps":99999999999999999999}""", "less_than_equal", "rate_limit_rps")]
    [TestCase("""{"name":"x","rate_limit_rps":1.5}""", "int_from_float", "rate_limit_rps")]
    [TestCase("""{"name":"x","rate_limit_rps":"five"}""", "int_parsing", "rate_limit_rps")]
    [TestCase("""{"name":"x","rate_limit_burst":5}""", "value_error", "rate_limit_burst")]
    [TestCase("""{"name":"x","expires_at":"2020-01-01T00:00:00Z"}""", "datetime_future", "expires_at")]
    [TestCase("""{"name":"x","expires_at":"2999-01-01T00:00:00"}""", "timezone_aware", "expires_at")]
    [TestCase("""{"name":"x","expires_at":"soon"}""", "datetime_from_date_parsing", "expires_at")]
    [TestCase("""{"name":"x","expires_at":true}""", "datetime_type", "expires_at")]
    [TestCase("""{"name":"x","expires_in_days":3651}""", "less_than_equal", "expires_in_days")]
    [TestCase("""{"name":"x","expires_in_days":1,"expires_at":"2999-01-01T00:00:00Z"}""", "value_error", "expires_in_days")]
    [TestCase("""{"name":"x","owner_id":"me"}""", "uuid_parsing", "owner_id")]
    [TestCase("""{"name":"x","owner_id":5}""", "uuid_type", "owner_id")]
    public async Task Create_WhenFieldIsWrong_NamesIt(string body, string type, string field)
    {
        var answer = (await Server.Admin.PostAsync(Place.Tokens, body)).Expect(422);
        Assert.That(answer.Value("detail.0.type"), Is.EqualTo(type), answer.Text);
        Assert.That(string.Join('.', answer.Json["detail"]![0]!["loc"]!.AsArray().Select(step => step!.ToString())), Is.EqualTo($"body.{field}"));
        Assert.That(answer.Json["detail"]!.AsArray(), Has.Count.EqualTo(1));
        await AssertNothingChangedAsync();
    }

    [TestCase("", """{"detail":[{"type":"missing","loc":["body"],"msg":"Field required","input":null}]}""")]
    [TestCase("null", """{"detail":[{"type":"missing","loc":["body"],"msg":"Field required","input":null}]}""")]
    [TestCase("[1]", """{"detail":[{"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","input":[1]}]}""")]
    [TestCase("""{"name":}""", """{"detail":[{"type":"json_invalid","loc":["body",8],"msg":"JSON decode error","input":{},"ctx":{"error":"the body is not JSON"}}]}""")]
    [TestCase("{}", """{"detail":[{"type":"missing","loc":["body","name"],"msg":"Field required","input":{}}]}""")]
    public async Task Create_WhenBodyIsWrong_SaysSoOnce(string body, string expected)
    {
        Assert.That((await Server.Admin.PostAsync(Place.Tokens, body)).Expect(422).Text, Is.EqualTo(expected));
        await AssertNothingChangedAsync();
    }

    [Test]
    public async Task Create_WhenSeveralFieldsAreWrong_NamesAll()
    {
        var answer = await Server.Admin.PostAsync(Place.Tokens, """{"description":5,"rate_limit_rps":0,"expires_in_days":"x"}""");
        Assert.That(
            answer.Expect(422).Json["detail"]!.AsArray().Select(error => (string?)error!["loc"]![1]),
            Is.EqualTo(new[] { "name", "description", "rate_limit_rps", "expires_in_days" }));
    }

    [Test]
    public async Task Create_WhenInputHoldsSecrets_MasksThem()
    {
        var secret = Server.AdminToken;
        var answer = await Server.Admin.PostAsync(Place.Tokens, $$"""{"password":"hunter2 hunter2","nested":{"token":"abc"},"note":"{{secret}}"}""");
        Assert.That(answer.Expect(422).Text, Does.Contain("***").And.Not.Contain("hunter2").And.Not.Contain("abc").And.Not.Contain(secret));
    }

    [Test]
    public async Task Create_WhenUtf8IsBroken_IsJsonInvalid()
    {
        var answer = await Server.Admin.SendBytesAsync(HttpMethod.Post, Place.Tokens, [.. "{\"name\":\""u8, 0xFF, .. "\"}"u8], "application/json");
        Assert.That(answer.Expect(422).Value("detail.0.type"), Is.EqualTo("json_invalid"));
    }

    [Test]
    public async Task Create_WhenDeeplyNested_IsJsonInvalid()
    {
        var body = new string('[', 100_000);
        Assert.That((await Server.Admin.PostAsync(Place.Tokens, body)).Expect(422).Value("detail.0.type"), Is.EqualTo("json_invalid"));
    }

    [Test]
    public async Task Create_WhenBodyIsTooLarge_Is413()
    {
        // The server hangs up on what it will not read: the client has to ask first, or may lose the answer.
        var answer = await Server.Admin.SendAsync(
            HttpMethod.Post, Place.Tokens, $$"""{"name":"{{new string('x', 1024 * 1024)}}"}""", ("Expect", "100-continue"));
        Assert.That(answer.Expect(413).Value("error"), Is.EqualTo("PAYLOAD_TOO_LARGE"));
    }

    [Test]
    public async Task Create_WhenNoJson_Is415ButOnlyForWhoMayAsk()
    {
        var body = Encoding.UTF8.GetBytes("name=x");
        (await Server.Admin.SendBytesAsync(HttpMethod.Post, Place.Tokens, body, "application/x-www-form-urlencoded")).Expect(415);
        (await Server.Nobody.SendBytesAsync(HttpMethod.Post, Place.Tokens, body, "application/x-www-form-urlencoded")).Expect(401);
        (await (await Server.UserAsync()).SendBytesAsync(HttpMethod.Post, Place.Tokens, body, "application/x-www-form-urlencoded")).Expect(404);
    }

    [TestCase("application/json; charset=utf-16", 415)]
    [TestCase("application/json; charset=\"UTF-8\"", 201)]
    [TestCase("application/merge-patch+json", 201)]
    [TestCase(null, 201)]
    public async Task Create_WhenContentTypeIs_IsReadOrRefused(string? contentType, int status) =>
        (await Server.Admin.SendBytesAsync(HttpMethod.Post, Place.Tokens, Encoding.UTF8.GetBytes("""{"name":"x"}"""), contentType)).Expect(status);

    [TestCase("O'Hara; DROP TABLE tokens;--")]
    [TestCase("\U0001F600 \u202Eright-to-left \t\u0001")]
    [TestCase("Ä ß é e\u0301")]
    public async Task Create_WhenTextIsHostileButValid_ComesBackUnchanged(string name)
    {
        var (id, _) = await Server.IssueAsync(Place, new { name });
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{id}")).Value("name"), Is.EqualTo(name));
    }

    [Test]
    public async Task Create_WhenNameCounts255CodePoints_IsTaken()
    {
        await Server.IssueAsync(Place, new { name = string.Concat(Enumerable.Repeat("\U0001F600", 255)) });
        var answer = await Server.Admin.PostAsync(Place.Tokens, new { name = string.Concat(Enumerable.Repeat("\U0001F600", 256)) });
        Assert.That(answer.Expect(422).Value("detail.0.type"), Is.EqualTo("string_too_long"));
    }

    [Test]
    public async Task Create_WhenValuesNeedConversion_ConvertsAsPydanticDoes()
    {
        var answer = await Server.Admin.PostAsync(Place.Tokens, """{"name":"x","rate_limit_rps":" 5 ","rate_limit_burst":7.0,"expires_in_days":true,"description":null,"unknown":{}}""");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Expect(201).Value("token.rate_limit_rps"), Is.EqualTo("5"));
            Assert.That(answer.Value("token.rate_limit_burst"), Is.EqualTo("7"));
            Assert.That(answer.Value("token.description"), Is.Null);
        });
    }

    private async Task AssertNothingChangedAsync()
    {
        Assert.That((await Server.Admin.GetAsync(Place.Tokens)).Json["tokens"]!.AsArray(), Is.Empty);
        await using var database = Server.OpenDatabase();
        Assert.That(AuditTrail.Of(database, Place.OrganizationId).Select(e => e.Entry.Action), Has.None.StartsWith("app_token"));
    }
}
