using System.Text.Json.Nodes;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

/// <summary>Wrong requests are answered with Pydantic's errors to the letter, and change nothing; lax ones are taken.</summary>
[TestFixture]
public sealed class PydanticErrorsTests
{
    private PlatformServer _server = null!;
    private Place _place = null!;
    private string _policy = null!;
    private string _userId = null!;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _server = new PlatformServer();
        _place = await _server.PlaceAsync();
        var policies = $"{_place.Organization}/app-token-policies";
        var policy = await _server.Admin.PostAsync(policies, """{"default_rate_limit_rps":10,"max_rate_limit_rps":100}""");
        _policy = $"{policies}/{policy.Expect(201).Value("policy_id")}";
        _userId = (await (await _server.UserAsync(_place, Role.Viewer)).GetAsync("/v1/me")).Value("user.user_id")!;
    }

    [OneTimeTearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [TestCaseSource(typeof(BodyTable), nameof(BodyTable.Read), new object[] { "PydanticErrors" })]
    public async Task Request_WhenWrong_IsToldInPydanticsWordsAndChangesNothing(string route, string sent, string expected)
    {
        var before = await StateAsync(route);
        var answer = await SendAsync(route, BodyTable.Spell(sent));
        var detail = JsonNode.Parse($$"""{"detail":{{BodyTable.Spell(expected)}}}""")!;
        Assert.That(JsonNode.Parse(answer.Expect(422).Text)!.ToJsonString(), Is.EqualTo(detail.ToJsonString()));
        Assert.That(await StateAsync(route), Is.EqualTo(before));
    }

    [TestCase("{\n  \"name\": \"\u00e9\U0001F600\",\n}", 18)]
    [TestCase("{\r\n\"a\": 1\r\n\"b\": 2}", 11)]
    [TestCase("\n\n\u00e9", 2)]
    [TestCase("{\"a\":[\n\"\U0001F600\",\n\"\u00e9\" 5]}", 16)]
    public async Task Request_WhenJsonBreaksAfterLineBreaksOrOtherScripts_CountsCharacters(string body, int position)
    {
        var answer = (await _server.Admin.PostAsync(_place.Tokens, body)).Expect(422);
        Assert.That(answer.Json["detail"]![0]!["loc"]!.ToJsonString(), Is.EqualTo($"""["body",{position}]"""));
    }

    [TestCase("POST policies")]
    [TestCase("PATCH policies")]
    [TestCase("POST tokens")]
    [TestCase("POST verify")]
    [TestCase("POST orgs")]
    [TestCase("PATCH orgs")]
    [TestCase("POST apps")]
    [TestCase("POST members")]
    [TestCase("PATCH members")]
    [TestCase("POST users")]
    [TestCase("PATCH users")]
    [TestCase("PUT password")]
    public async Task Request_WhenBodyIsEmpty_IsMissing(string route) =>
        Assert.That(
            (await SendAsync(route, string.Empty)).Expect(422).Text,
            Is.EqualTo("""{"detail":[{"type":"missing","loc":["body"],"msg":"Field required","input":null}]}"""));

    [TestCaseSource(typeof(BodyTable), nameof(BodyTable.Read), new object[] { "PydanticAccepts" })]
    public async Task Request_WhenLax_IsTakenAsPydanticDoes(string route, string sent, string expected)
    {
        var answer = await SendAsync(route, BodyTable.Spell(sent));
        Assert.That(answer.Status, Is.EqualTo(200).Or.EqualTo(201), answer.Text);
        var shown = route == "POST tokens" ? answer.Json["token"]! : answer.Json;
        foreach (var (field, value) in JsonNode.Parse(BodyTable.Spell(expected))!.AsObject())
        {
            Assert.That(shown[field]?.ToJsonString(), Is.EqualTo(value?.ToJsonString()), field);
        }
    }

    [Test]
    public async Task List_WhenNameOfAFieldIsInCapitals_IsAnotherField()
    {
        var answer = await _server.Admin.GetAsync("/v1/users?limit=1&LIMIT=0");
        Assert.That(answer.Expect(200).Json["users"]!.AsArray(), Has.Count.EqualTo(1));
    }

    private async Task<Answer> SendAsync(string route, string sent)
    {
        var (method, path) = (HttpMethod.Parse(route.Split(' ')[0]), PathOf(route));
        if (method == HttpMethod.Get)
        {
            return await _server.Admin.GetAsync($"{path}?{sent}");
        }

        // A place that takes one policy only, so that each that is taken has an app of its own.
        var isAccepted = route == "POST policies" && sent.Contains("\"app\"", StringComparison.Ordinal);
        var body = isAccepted ? sent.Replace("\"app\"", $"\"{await _server.AppAsync(_place.OrganizationId)}\"", StringComparison.Ordinal) : sent;
        return await _server.Admin.SendAsync(method, path, body);
    }

    private string PathOf(string route) => route switch
    {
        "PATCH policies" => _policy,
        "POST policies" or "GET policies" => $"{_place.Organization}/app-token-policies",
        "POST tokens" or "GET tokens" => _place.Tokens,
        "POST verify" => "/v1/tokens/verify",
        "POST orgs" or "GET orgs" => "/v1/orgs",
        "PATCH orgs" => _place.Organization,
        "POST apps" or "GET apps" => $"{_place.Organization}/apps",
        "POST members" or "GET members" => $"{_place.Organization}/members",
        "PATCH members" => $"{_place.Organization}/members/{_userId}",
        "POST users" or "GET users" => "/v1/users",
        "PATCH users" => $"/v1/users/{_userId}",
        "PUT password" => $"/v1/users/{_userId}/password",
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, null),
    };

    /// <summary>The list that a write would show in, and how many audit events there are.</summary>
    private async Task<string> StateAsync(string route)
    {
        var list = route.Split(' ')[1] switch { "password" => "users", "verify" => "tokens", var resource => resource };
        await using var database = _server.OpenDatabase();
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM audit_events";
        return $"{await command.ExecuteScalarAsync()} {(await _server.Admin.GetAsync(PathOf($"GET {list}"))).Expect(200).Text}";
    }
}
