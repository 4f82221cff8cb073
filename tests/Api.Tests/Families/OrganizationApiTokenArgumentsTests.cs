using System.Text.Json.Nodes;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

/// <summary>Queries as clients of seed 003 write them, pages by number, and what is answered to wrong arguments.</summary>
public sealed class OrganizationApiTokenArgumentsTests : SharedServer
{
    private const string Tokens = "/core/v1/organizations/organization/api_tokens";
    private const string OneToken = "/core/v1/api_tokens/api_token";

    private string List => $"{Tokens}?organization[id]={Place.OrganizationId}";

    [TestCase("annotations[][key]=env&annotations[][value]=prod&annotations[][key]=team&annotations[][value]=core", "both")]
    [TestCase("annotations[][key]=env&annotations[][key]=team&annotations[][value]=prod&annotations[][value]=core", "both")]
    [TestCase("annotations[][value]=prod&annotations[][value]=core&annotations[][key]=env&annotations[][key]=team", "both")]
    [TestCase("annotations%5B%5D%5Bkey%5D=env&annotations%5B%5D%5Bvalue%5D=prod&annotations%5b%5d%5bkey%5d=team&annotations%5b%5d%5bvalue%5d=core", "both")]
    [TestCase("annotations[][key]=env&annotations[][value]=prod", "both,prod")]
    [TestCase("annotations[][key]=team&annotations[][value]=core&annotations[][key]=env&annotations[][value]=dev", "dev")]
    [TestCase("annotations[][key]=env", "both,prod,dev")]
    [TestCase("annotations[][key]=env&annotations[][key]=team", "both,dev")]
    [TestCase("annotations[][key]=team&annotations[][value]=", "empty")]
    [TestCase("annotations[][key]=odd+key%21&annotations[][value]=%C3%A9+%26%3D%5B%5D", "odd")]
    [TestCase("annotations[][key]=env&annotations[][value]=prod&annotations[][key]=env&annotations[][value]=dev", "")]
    [TestCase("annotations[][key]=ENV", "")]
    [TestCase("annotations[][key]=prod", "")]
    [TestCase("", "both,prod,dev,empty,odd,none")]
    [TestCase("unknown=1&other[key]=2&LIMIT=x", "both,prod,dev,empty,odd,none")]
    public async Task List_WhenFilteredByAnnotations_ShowsTokensWithAllOfThem(string query, string expected)
    {
        await ArrangeAnnotatedAsync();
        var answer = (await Server.Admin.GetAsync($"{List}&{query}")).Expect(200);
        var names = answer.Json["api_tokens"]!.AsArray().Select(token => (string)token!["name"]!);
        Assert.That(string.Join(',', names), Is.EqualTo(expected));
        Assert.That(answer.Value("pagination.total"), Is.EqualTo($"{expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Length}"));
    }

    [Test]
    public async Task List_WhenFilteredByAsManyAnnotationsAsATokenMayHave_FindsIt()
    {
        var all = Enumerable.Range(0, 200).Select(i => new { key = $"k{i}", value = $"v{i}" }).ToList();
        await Server.ApiTokenAsync(Place, new { name = "almost" }, all.Take(199));
        await Server.ApiTokenAsync(Place, new { name = "all" }, all);
        var query = string.Concat(all.Select(one => $"&annotations%5B%5D%5Bkey%5D={one.key}&annotations%5B%5D%5Bvalue%5D={one.value}"));
        var answer = (await Server.Admin.GetAsync(List + query)).Expect(200);
        Assert.That(answer.Json["api_tokens"]!.AsArray().Select(token => (string?)token!["name"]), Is.EqualTo(new[] { "all" }));
        AssertInvalid(await Server.Admin.GetAsync($"{List}{query}&annotations%5B%5D%5Bkey%5D=one&annotations%5B%5D%5Bvalue%5D=more"), "validation_errors", "annotations");
    }

    [Test]
    public async Task List_WhenTheOrganizationIsNamedBySubDomain_IsTheSame()
    {
        var (id, _) = await Server.ApiTokenAsync(Place, new { name = "x" });
        var subDomain = (await Server.Admin.GetAsync(Place.Organization)).Value("sub_domain");
        foreach (var query in new[] { $"organization[sub_domain]={subDomain}", $"organization%5Bsub_domain%5D={subDomain}&organization[id]=" })
        {
            Assert.That((await Server.Admin.GetAsync($"{Tokens}?{query}")).Expect(200).Value("api_tokens.0.id"), Is.EqualTo(id));
        }

        var created = await Server.Admin.PostAsync(Tokens, new { organization = new { sub_domain = subDomain }, properties = new { name = "y" } });
        Assert.That(created.Expect(200).Value("api_token.organization_id"), Is.EqualTo(Place.OrganizationId));
    }

    [TestCase(0, "1,0,0,30,false")]
    [TestCase(1, "1,1,1,30,false")]
    [TestCase(30, "1,1,30,30,false")]
    [TestCase(31, "1,2,31,30,false")]
    [TestCase(1000, "1,34,1000,30,false")]
    [TestCase(1001, "1,,,30,true")]
    public async Task Pagination_WhenThereAreSoMany_CountsAsFarAsAThousand(int count, string expected)
    {
        await FillAsync(count, annotated: true);
        foreach (var query in new[] { string.Empty, "&annotations[][key]=env" })
        {
            var pagination = (await Server.Admin.GetAsync(List + query)).Expect(200).Json["pagination"]!.AsObject();
            Assert.That(string.Join(',', pagination.Select(field => field.Value?.ToString())), Is.EqualTo(expected), query);
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Pages_WhenWalkedThroughALargeSet_ShowEachTokenOnceOldestFirst(bool annotated)
    {
        await FillAsync(1234, annotated);
        var names = new List<string>();
        for (var page = 1; page <= 9; page++)
        {
            var answer = (await Server.Admin.GetAsync($"{List}&per_page=150&page={page}{(annotated ? "&annotations[][key]=env" : string.Empty)}")).Expect(200);
            names.AddRange(answer.Json["api_tokens"]!.AsArray().Select(token => (string)token!["name"]!));
        }

        Assert.That(names, Is.EqualTo(Enumerable.Range(0, 1234).Select(i => $"token {i}")));
    }

    [TestCase("page=2147483647&per_page=200")]
    [TestCase("page=99999999999999")]
    public async Task Pages_WhenBeyondTheEnd_AreEmpty(string query)
    {
        await FillAsync(1, annotated: false);
        var answer = (await Server.Admin.GetAsync($"{List}&{query}")).Expect(200);
        Assert.That((answer.Json["api_tokens"]!.AsArray().Count, answer.Value("pagination.total"), answer.Value("pagination.current_page")), Is.EqualTo((0, "1", "2147483647")));
    }

    // Query; issue; path; index, where there is one.
    [TestCase("", "missing_lookup_value", "organization")]
    [TestCase("organization[id]=", "missing_lookup_value", "organization")]
    [TestCase("organization[id]=&organization[sub_domain]=", "missing_lookup_value", "organization")]
    [TestCase("organization[id]=x&organization[sub_domain]=y", "ambiguous_lookup_values", "organization")]
    [TestCase("organization[]=x", "validation_errors", "organization")]
    [TestCase("organization[name]=x", "validation_errors", "organization")]
    [TestCase("organization[id=x", "validation_errors", "organization")]
    [TestCase("organization[id]]=x", "validation_errors", "organization")]
    [TestCase("organization[id][]=x", "validation_errors", "organization")]
    [TestCase("organization=x", "validation_errors", "organization")]
    [TestCase("organization[id]=%00", "validation_errors", "organization.id")]
    [TestCase("{id}&annotations[key]=x", "validation_errors", "annotations")]
    [TestCase("{id}&annotations[0][key]=x", "validation_errors", "annotations")]
    [TestCase("{id}&annotations[][key=x", "validation_errors", "annotations")]
    [TestCase("{id}&annotations[][keys]=x", "validation_errors", "annotations")]
    [TestCase("{id}&annotations=x", "validation_errors", "annotations")]
    [TestCase("{id}&annotations[][value]=x", "validation_errors", "annotations")]
    [TestCase("{id}&annotations[][key]=a&annotations[][key]=b&annotations[][value]=c", "validation_errors", "annotations")]
    [TestCase("{id}&annotations[][key]=a&annotations[][value]=b&annotations[][value]=c", "validation_errors", "annotations")]
    [TestCase("{id}&annotations[][key]=a&annotations[][key]=", "validation_errors", "annotations.key", 1)]
    [TestCase("{id}&annotations[][key]=a&annotations[][value]=<<x*256>>", "validation_errors", "annotations.value", 0)]
    [TestCase("{id}<<&annotations[][key]=a*201>>", "validation_errors", "annotations")]
    [TestCase("{id}&page=0", "validation_errors", "page")]
    [TestCase("{id}&page=-1", "validation_errors", "page")]
    [TestCase("{id}&page=abc", "parse_error", "page")]
    [TestCase("{id}&page=", "parse_error", "page")]
    [TestCase("{id}&page=1.5", "parse_error", "page")]
    [TestCase("{id}&per_page=0", "validation_errors", "per_page")]
    [TestCase("{id}&per_page=201", "validation_errors", "per_page")]
    [TestCase("{id}&per_page=abc", "parse_error", "per_page")]
    [TestCase("{id}&annotations[][key]=%FF", "validation_errors", "")]
    public async Task List_WhenAnArgumentIsWrong_IsInvalidArgumentThatNamesIt(string query, string issue, string path, int? index = null)
    {
        var spelled = BodyTable.Spell(query).Replace("{id}", $"organization[id]={Place.OrganizationId}", StringComparison.Ordinal);
        AssertInvalid(await Server.Admin.GetAsync($"{Tokens}?{spelled}"), issue, path, index);
    }

    // Body; code; path.
    [TestCase("""{"organization":{}}""", "invalid_argument", "organization")]
    [TestCase("""{"organization":null,"properties":{"name":"x"}}""", "invalid_argument", "organization")]
    [TestCase("""{"organization":[],"properties":{"name":"x"}}""", "invalid_argument", "organization")]
    [TestCase("""{"organization":"x","properties":{"name":"x"}}""", "invalid_argument", "organization")]
    [TestCase("""{"organization":{"id":5},"properties":{"name":"x"}}""", "invalid_argument", "organization.id")]
    [TestCase("""{"organization":{"id":"a","sub_domain":"b"},"properties":{"name":"x"}}""", "invalid_argument", "organization")]
    [TestCase("""{"organization":{"id":"{id}"}}""", "missing_required_argument", "properties")]
    [TestCase("""{"organization":{"id":"{id}"},"properties":null}""", "missing_required_argument", "properties")]
    [TestCase("""{"organization":{"id":"{id}"},"properties":"x"}""", "invalid_argument", "properties")]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":{}}""", "invalid_argument", "annotations")]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":["x"]}""", "invalid_argument", "annotations", 0)]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":[{"key":"a"},{}]}""", "missing_required_argument", "annotations.key")]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":[{"key":"a"},{"key":5}]}""", "invalid_argument", "annotations.key", 1)]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":[{"key":""}]}""", "invalid_argument", "annotations.key", 0)]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":[{"key":"<<x*256>>"}]}""", "invalid_argument", "annotations.key", 0)]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":[{"key":"a","value":"<<x*256>>"}]}""", "invalid_argument", "annotations.value", 0)]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":[{"key":"a","value":"1"},{"key":"a","value":"2"}]}""", "invalid_argument", "annotations.key", 1)]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":[{"key":"\ud800"}]}""", "invalid_argument", "annotations.key", 0)]
    [TestCase("""{"organization":{"id":"{id}"},"properties":{"name":"x"},"annotations":[<<{"key":"a"},*200>>{"key":"a"}]}""", "invalid_argument", "annotations")]
    public async Task Create_WhenAnArgumentIsWrong_NamesIt(string body, string code, string path, int? index = null)
    {
        var spelled = BodyTable.Spell(body).Replace("{id}", Place.OrganizationId, StringComparison.Ordinal);
        var answer = (await Server.Admin.PostAsync(Tokens, spelled)).Expect(400);
        Assert.That((answer.Value("error.code"), string.Join('.', answer.Json["error"]!["detail"]!["path"]!.AsArray())), Is.EqualTo((code, path)), answer.Text);
        if (code == "invalid_argument")
        {
            Assert.That((int?)answer.Json["error"]!["detail"]!["index"], Is.EqualTo(index));
        }

        await AssertNothingIssuedAsync();
    }

    // Properties; the errors.
    [TestCase("{}", "name: Field required")]
    [TestCase("""{"name":null}""", "name: Input should be a valid string")]
    [TestCase("""{"name":""}""", "name: String should have at least 1 character")]
    [TestCase("""{"name":"<<x*256>>"}""", "name: String should have at most 255 characters")]
    [TestCase("""{"name":5}""", "name: Input should be a valid string")]
    [TestCase("""{"name":"x\u0000"}""", "name: text must not contain the NUL character")]
    [TestCase("""{"name":"x","authorized_ip_addresses":"10.0.0.1"}""", "authorized_ip_addresses: Input should be a valid list")]
    [TestCase("""{"name":"x","authorized_ip_addresses":["10.0.0.1","10.0.0.1/8"]}""", "authorized_ip_addresses[1]: not an IP address, nor a CIDR network without host bits")]
    [TestCase("""{"name":"x","authorized_ip_addresses":["2001:db8::1/32"]}""", "authorized_ip_addresses[0]: not an IP address, nor a CIDR network without host bits")]
    [TestCase("""{"name":"x","authorized_ip_addresses":[<<"10.0.0.1",*200>>"10.0.0.1"]}""", "authorized_ip_addresses: List should have at most 200 items after validation, not 201")]
    [TestCase("""{"name":"x","expires_at":1000000000}""", "expires_at: Input should be in the future")]
    [TestCase("""{"name":"x","expires_at":-1}""", "expires_at: Input should be in the future")]
    [TestCase("""{"name":"x","expires_at":"4102444800"}""", "expires_at: Input should be a valid integer")]
    [TestCase("""{"name":"x","expires_at":"2100-01-01T00:00:00Z"}""", "expires_at: Input should be a valid integer")]
    [TestCase("""{"name":"x","expires_at":4102444800.5}""", "expires_at: Input should be a valid integer")]
    [TestCase("""{"name":"x","expires_at":true}""", "expires_at: Input should be a valid integer")]
    [TestCase("""{"name":"x","expires_at":253402300800}""", "expires_at: a time after the year 9999")]
    [TestCase("""{"name":"x","expires_at":99999999999999999999}""", "expires_at: Input should be a valid integer")]
    [TestCase("""{"name":"x","scopes":["a b"]}""", "scopes[0]: String should match pattern '^(\\*|[A-Za-z0-9_.-]+)(:(\\*|[A-Za-z0-9_.-]+)){0,2}$'")]
    [TestCase("""{"scopes":5,"expires_at":"x"}""", "name: Field required", "scopes: Input should be a valid list", "expires_at: Input should be a valid integer")]
    public async Task Create_WhenAPropertyIsWrong_IsAValidationErrorWithAllOfThem(string properties, params string[] errors)
    {
        var body = $$"""{"organization":{"id":"{{Place.OrganizationId}}"},"properties":{{BodyTable.Spell(properties)}} }""";
        var answer = (await Server.Admin.PostAsync(Tokens, body)).Expect(422);
        Assert.That(answer.Value("error.code"), Is.EqualTo("validation_error"));
        Assert.That(answer.Json["error"]!["detail"]!["errors"]!.AsArray().Select(error => (string?)error), Is.EquivalentTo(errors));
        await AssertNothingIssuedAsync();
    }

    [TestCase("""{"name":null}""")]
    [TestCase("""{"scopes":null}""")]
    [TestCase("""{"authorized_ip_addresses":null}""")]
    public async Task Update_WhenNullHasNoMeaning_RefusesIt(string properties)
    {
        var (id, _) = await Server.ApiTokenAsync(Place, new { name = "x" });
        var body = $$$"""{"api_token":{"id":"{{{id}}}"},"properties":{{{properties}}}}""";
        Assert.That((await Server.Admin.SendAsync(HttpMethod.Patch, OneToken, body)).Expect(422).Value("error.code"), Is.EqualTo("validation_error"));
    }

    [TestCase("PATCH", "")]
    [TestCase("DELETE", "")]
    [TestCase("POST", "/regenerate_secret")]
    public async Task OneToken_WhenTheLookupIsWrong_NamesIt(string method, string tail)
    {
        async Task<Answer> Send(string? token) => await Server.Admin.SendAsync(HttpMethod.Parse(method), OneToken + tail, $$"""{"api_token":{{token}},"properties":{} }""");
        AssertInvalid(await Send("{}"), "missing_lookup_value", "api_token");
        AssertInvalid(await Send("null"), "missing_lookup_value", "api_token");
        AssertInvalid(await Send("""{"id":""}"""), "missing_lookup_value", "api_token");
        AssertInvalid(await Send("""{"id":[]}"""), "invalid_scalar", "api_token.id");
        AssertInvalid(await Send("5"), "object_expected", "api_token");
        AssertInvalid(await Server.Admin.SendAsync(HttpMethod.Parse(method), OneToken + tail), "missing_lookup_value", "api_token");
        foreach (var unknown in new[] { "nonsense", Guid.NewGuid().ToString(), "self" })
        {
            Assert.That((await Send($$"""{"id":"{{unknown}}"}""")).Expect(404).Text, Does.Contain("\"api_token_not_found\"").And.Not.Contain(unknown));
        }
    }

    [Test]
    public async Task Checks_WhenSeveralWouldRefuse_AreInTheOrderOfTheContract()
    {
        var elsewhere = await Server.PlaceAsync();
        var (_, scopeless) = await Server.ApiTokenAsync(Place, new { name = "x" });
        var (_, scoped) = await Server.ApiTokenAsync(Place, new { name = "x", scopes = new[] { "api_tokens" } });
        var viewer = await Server.UserAsync(Place, Role.Viewer);
        const string WrongArgument = "{}";
        var wrongOrganization = $$$"""{"organization":{"id":"{{{elsewhere.OrganizationId}}}"},"properties":{}}""";
        var wrongProperties = $$$"""{"organization":{"id":"{{{Place.OrganizationId}}}"},"properties":{}}""";
        async Task<string?> Code(Client client, string body) => (await client.PostAsync(Tokens, body)).Value("error.code");
        Assert.Multiple(async () =>
        {
            Assert.That(await Code(Server.Nobody, WrongArgument), Is.EqualTo("missing_api_token"));
            Assert.That(await Code(Server.As("tko_nonsense"), WrongArgument), Is.EqualTo("invalid_api_token"));
            Assert.That(await Code(scopeless, WrongArgument), Is.EqualTo("scope_not_granted"));
            Assert.That(await Code(scopeless, wrongOrganization), Is.EqualTo("scope_not_granted"));
            Assert.That(await Code(scoped, WrongArgument), Is.EqualTo("invalid_argument"));
            Assert.That(await Code(scoped, wrongOrganization), Is.EqualTo("organization_not_found"));
            Assert.That(await Code(viewer, WrongArgument), Is.EqualTo("invalid_argument"));
            Assert.That(await Code(viewer, wrongOrganization), Is.EqualTo("organization_not_found"));
            Assert.That(await Code(viewer, wrongProperties), Is.EqualTo("permission_denied"));
            Assert.That(await Code(scoped, wrongProperties), Is.EqualTo("validation_error"));
        });
    }

    [Test]
    public async Task Errors_WhenOfAnyKind_HaveTheShapeAndTheHeader()
    {
        var answers = new[]
        {
            (await Server.Nobody.GetAsync(List)).Expect(400),
            (await Server.As("nonsense").GetAsync(List)).Expect(403),
            (await Server.Admin.GetAsync("/core/v1/nowhere")).Expect(404),
            (await Server.Admin.GetAsync("/api_tokens/nowhere")).Expect(404),
            (await Server.Admin.GetAsync("/organizations/nowhere")).Expect(404),
            (await Server.Admin.SendAsync(HttpMethod.Put, Tokens)).Expect(405),
            (await Server.Admin.PostAsync(Tokens, "{")).Expect(400),
            (await Server.Admin.PostAsync(Tokens, "[]")).Expect(400),
            (await Server.Admin.SendBytesAsync(HttpMethod.Post, Tokens, [1], "text/plain")).Expect(415),
            (await Server.Admin.SendBytesAsync(HttpMethod.Post, Tokens, new byte[(1024 * 1024) + 1], "application/json", ("Expect", "100-continue"))).Expect(413),
        };
        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(answer => answer.Value("error.code")), Is.EqualTo(new[]
            {
                "missing_api_token", "invalid_api_token", "route_not_found", "route_not_found", "route_not_found", "method_not_allowed",
                "invalid_json_body", "invalid_json_body", "unsupported_media_type", "payload_too_large",
            }));
            foreach (var answer in answers)
            {
                Assert.That(answer.Json.AsObject().Single().Value!.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "code", "description", "detail" }));
                Assert.That(answer.Json["error"]!["detail"], Is.InstanceOf<JsonObject>());
                Assert.That(answer.Header("x-api-schema"), Is.EqualTo("json-error"));
                Assert.That(answer.Header("WWW-Authenticate"), Is.Null);
            }

            Assert.That(answers[5].Header("Allow"), Is.EqualTo("GET, POST"));
        });
    }

    private static void AssertInvalid(Answer answer, string issue, string path, int? index = null)
    {
        var error = answer.Expect(400).Json["error"]!;
        var detail = error["detail"]!.AsObject();
        var names = path.Split('.', StringSplitOptions.RemoveEmptyEntries);
        Assert.Multiple(() =>
        {
            Assert.That((string?)error["code"], Is.EqualTo("invalid_argument"));
            Assert.That(detail.Select(field => field.Key), Is.EqualTo(new[] { "path", "index", "issue", "issue_description", "errors", "argument" }));
            Assert.That((string?)detail["issue"], Is.EqualTo(issue), answer.Text);
            Assert.That(detail["path"]!.AsArray().Select(name => (string?)name), Is.EqualTo(names));
            Assert.That((int?)detail["index"], Is.EqualTo(index));
            Assert.That((string?)detail["issue_description"], Is.Not.Empty);
            Assert.That(detail["errors"]!.AsArray(), issue is "validation_errors" or "parse_error" ? Has.Count.EqualTo(1) : Is.Empty);
            Assert.That(detail["argument"]!.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "id", "name", "description" }));
            Assert.That((string?)detail["argument"]!["name"], Is.EqualTo(names.LastOrDefault()));
            Assert.That(detail["argument"]!["description"] is null, Is.EqualTo(names.Length == 0));
        });
    }

    private async Task AssertNothingIssuedAsync() =>
        Assert.That((await Server.Admin.GetAsync(List)).Expect(200).Value("pagination.total"), Is.EqualTo("0"));

    private async Task ArrangeAnnotatedAsync()
    {
        await Server.ApiTokenAsync(Place, new { name = "both" }, new[] { new { key = "env", value = "prod" }, new { key = "team", value = "core" } });
        await Server.ApiTokenAsync(Place, new { name = "prod" }, new[] { new { key = "env", value = "prod" } });
        await Server.ApiTokenAsync(Place, new { name = "dev" }, new[] { new { key = "team", value = "core" }, new { key = "env", value = "dev" } });
        await Server.ApiTokenAsync(Place, new { name = "empty" }, new[] { new { key = "team2", value = "core" }, new { key = "team", value = "" } });
        await Server.ApiTokenAsync(Place, new { name = "odd" }, new[] { new { key = "odd key!", value = "é &=[]" } });
        await Server.ApiTokenAsync(Place, new { name = "none" });
        await Server.ApiTokenAsync(await Server.PlaceAsync(), new { name = "elsewhere" }, new[] { new { key = "env", value = "prod" } });
    }

    /// <summary>One token over the API, and copies of it in the store.</summary>
    private async Task FillAsync(int count, bool annotated)
    {
        if (count == 0)
        {
            return;
        }

        var (first, _) = await Server.ApiTokenAsync(Place, new { name = "token 0" }, annotated ? new[] { new { key = "env", value = "prod" } } : null);
        await using var database = Server.OpenSqlite();
        await using var command = database.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < $count)
            INSERT INTO tokens (
                token_id, secret_hash, kind, organization_id, name, prefix, scopes, permissions, workspace_ids, namespace_ids, environment_ids,
                endpoint_paths, authorized_ip_addresses, rate_limit_per_minute, approval, issued_at, version)
            SELECT
                substr(token_id, 1, 24) || printf('%012x', i), randomblob(32), kind, organization_id, 'token ' || i, prefix, scopes, permissions,
                workspace_ids, namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, rate_limit_per_minute, approval,
                issued_at, version
            FROM numbers CROSS JOIN tokens WHERE token_id = $first AND i < $count;

            INSERT INTO annotation_marks (organization_id, mark, token_seq)
            SELECT t.organization_id, m.mark, t.seq
            FROM tokens f INNER JOIN annotation_marks m ON m.token_seq = f.seq
                INNER JOIN tokens t ON t.organization_id = f.organization_id AND t.seq > f.seq
            WHERE f.token_id = $first;
            """;
        command.Parameters.AddWithValue("$count", count);
        command.Parameters.AddWithValue("$first", first);
        await command.ExecuteNonQueryAsync();
    }
}
