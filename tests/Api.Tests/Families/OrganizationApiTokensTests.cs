using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

public sealed partial class OrganizationApiTokensTests : SharedServer
{
    private const string Tokens = "/core/v1/organizations/organization/api_tokens";
    private const string OneToken = "/core/v1/api_tokens/api_token";
    private const string RegenerateSecret = "/core/v1/api_tokens/api_token/regenerate_secret";

    private string List => $"{Tokens}?organization[id]={Place.OrganizationId}";

    [Test]
    public async Task List_WhenComparedWithTheSeed_HasItsFieldsInOrderAndType()
    {
        await Server.ApiTokenAsync(Place, new { name = "bare" });
        await Server.ApiTokenAsync(Place, new { name = "full", scopes = new[] { "a" }, authorized_ip_addresses = new[] { "10.0.0.0/8" }, expires_at = 4102444800 });
        var answer = (await Server.Admin.GetAsync(List)).Expect(200).Json;
        var (pagination, token) = SeedSchema();
        Assert.That(answer.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "pagination", "api_tokens" }));
        AssertSchema(answer["pagination"]!, pagination);
        foreach (var item in answer["api_tokens"]!.AsArray())
        {
            AssertSchema(item!, token);
        }
    }

    [Test]
    public async Task Create_WhenAllIsSent_AnswersWithAllAndTheSecretOnce()
    {
        var answer = (await Server.Admin.PostAsync(Tokens, $$"""
            {"organization":{"id":"{{Place.OrganizationId}}"},
             "properties":{"name":"terraform","authorized_ip_addresses":["127.0.0.1","2001:db8::/32"],"expires_at":4102444800,
                           "scopes":["api.katapult.io/core/v1/virtual_machines","api_tokens:read"]},
             "annotations":[{"key":"env","value":"prod"},{"key":"team"}]}
            """)).Expect(200);
        var secret = answer.Value("api_token.secret")!;
        var token = answer.Json["api_token"]!.AsObject();
        token.Remove("id");
        token.Remove("secret");
        Assert.Multiple(() =>
        {
            Assert.That(token.ToJsonString(), Is.EqualTo($$"""{"name":"terraform","organization_id":"{{Place.OrganizationId}}","authorized_ip_addresses":["127.0.0.1","2001:db8::/32"],"expires_at":4102444800,"rate_limit":600,"scopes":["virtual_machines","api_tokens:read"]}"""));
            Assert.That(answer.Json["annotations"]!.ToJsonString(), Is.EqualTo("""[{"key":"env","value":"prod"},{"key":"team","value":""}]"""));
            Assert.That(secret, Does.Match("^tko_[0-9A-Za-z]{36}$"));
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
        });
        var listed = (await Server.As(secret).GetAsync(List)).Expect(200);
        Assert.That(listed.Text, Does.Not.Contain("tko_"));
        Assert.That(listed.Json["api_tokens"]![0]!.AsObject().ContainsKey("secret") && listed.Json["api_tokens"]![0]!["secret"] is null);
        var verified = await Server.Admin.PostAsync("/v1/tokens/verify", new { token = secret, scopes = new[] { "virtual_machines:write" }, ip_address = "2001:db8::1" });
        Assert.Multiple(() =>
        {
            Assert.That(verified.Value("code"), Is.EqualTo("VALID"));
            Assert.That(verified.Value("token.token_type"), Is.EqualTo("organization"));
            Assert.That((verified.Value("token.rate_limit_rps"), verified.Value("token.rate_limit_burst")), Is.EqualTo(((string?)null, (string?)null)));
            Assert.That(verified.Value("rate_limit.limit"), Is.EqualTo("600"));
        });
    }

    [TestCase("/core/v1/organizations/organization/api_tokens?organization[id]={0}")]
    [TestCase("/organizations/organization/api_tokens?organization%5Bid%5D={0}")]
    [TestCase("/core/v1/organizations/{0}/api_tokens")]
    [TestCase("/organizations/{0}/api_tokens")]
    [TestCase("/organizations/0197f0a4-6b1e-7c55-9d6c-0d7c2b1f3a10/api_tokens?organization[id]={0}")]
    public async Task Paths_WhenWrittenInAnyForm_LeadToTheSameList(string path)
    {
        var (id, _) = await Server.ApiTokenAsync(Place, new { name = "x" });
        var answer = await Server.Admin.GetAsync(path.Replace("{0}", Place.OrganizationId, StringComparison.Ordinal));
        Assert.That(answer.Expect(200).Value("api_tokens.0.id"), Is.EqualTo(id));
    }

    [Test]
    public async Task Paths_WhenTheyNameTheOrganization_TakeACreationToo()
    {
        var answer = await Server.Admin.PostAsync($"/organizations/{Place.OrganizationId}/api_tokens", new { properties = new { name = "x" } });
        Assert.That(answer.Expect(200).Value("api_token.organization_id"), Is.EqualTo(Place.OrganizationId));
    }

    [Test]
    public async Task Update_WhenSomeIsSent_ChangesThatAlone()
    {
        var (id, client) = await Server.ApiTokenAsync(Place, new { name = "x", scopes = new[] { "a", "b" }, expires_at = 4102444800 }, new[] { new { key = "env", value = "prod" } });
        var renamed = await Server.Admin.SendAsync(HttpMethod.Patch, OneToken, Body(id, """{"name":"y"}"""));
        Assert.Multiple(() =>
        {
            Assert.That(renamed.Expect(200).Value("api_token.name"), Is.EqualTo("y"));
            Assert.That(renamed.Json["api_token"]!["scopes"]!.ToJsonString(), Is.EqualTo("""["a","b"]"""));
            Assert.That(renamed.Value("api_token.expires_at"), Is.EqualTo("4102444800"));
            Assert.That(renamed.Value("api_token.secret"), Is.Null);
            Assert.That(renamed.Json["annotations"]!.ToJsonString(), Is.EqualTo("""[{"key":"env","value":"prod"}]"""));
        });
        var changed = await Server.Admin.SendAsync(HttpMethod.Patch, OneToken, Body(
            id, """{"scopes":["a"],"expires_at":null,"authorized_ip_addresses":["192.0.2.1"]},"annotations":[{"key":"env","value":"dev"}]"""));
        Assert.That(changed.Expect(200).Value("api_token.expires_at"), Is.Null);
        Assert.That(changed.Json["annotations"]!.ToJsonString(), Is.EqualTo("""[{"key":"env","value":"dev"}]"""));
        Assert.That(await Server.VerifyAsync(new { token = client.Token, scopes = new[] { "b" }, ip_address = "192.0.2.1" }), Is.EqualTo("INSUFFICIENT_PERMISSIONS"));
        Assert.That(await Server.VerifyAsync(new { token = client.Token, ip_address = "192.0.2.2" }), Is.EqualTo("IP_NOT_ALLOWED"));
        (await Server.Admin.GetAsync($"{List}&annotations[][key]=env&annotations[][value]=prod")).Expect(200);
        Assert.That((await Server.Admin.GetAsync($"{List}&annotations[][key]=env&annotations[][value]=prod")).Value("pagination.total"), Is.EqualTo("0"));
        Assert.That((await Server.Admin.GetAsync($"{List}&annotations[][key]=env&annotations[][value]=dev")).Value("pagination.total"), Is.EqualTo("1"));
    }

    [Test]
    public async Task Update_WhenNothingChanges_LeavesNoEvent()
    {
        var (id, _) = await Server.ApiTokenAsync(Place, new { name = "x" }, new[] { new { key = "env", value = "prod" } });
        (await Server.Admin.SendAsync(HttpMethod.Patch, OneToken, Body(id, """{"name":"x"},"annotations":[{"key":"env","value":"prod"}]"""))).Expect(200);
        Assert.That(EventsOf(id), Is.EqualTo(new[] { "api_token.created" }));
    }

    [Test]
    public async Task Delete_WhenDone_EndsTheTokenAndHidesIt()
    {
        var (id, client) = await Server.ApiTokenAsync(Place, new { name = "x", scopes = new[] { "api_tokens" } }, new[] { new { key = "env", value = "prod" } });
        var answer = await Server.Admin.SendAsync(HttpMethod.Delete, OneToken, $$$"""{"api_token":{"id":"{{{id}}}"}}""");
        Assert.That(answer.Expect(200).Text, Is.EqualTo($$$"""{"api_token":{"id":"{{{id}}}","name":"x"}}"""));
        (await client.GetAsync(List)).Expect(403);
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("REVOKED"));
        Assert.That((await Server.Admin.GetAsync(List)).Value("pagination.total"), Is.EqualTo("0"));
        Assert.That((await Server.Admin.GetAsync($"{List}&annotations[][key]=env")).Value("pagination.total"), Is.EqualTo("0"));
        foreach (var again in new[]
        {
            await Server.Admin.DeleteAsync($"{OneToken}?api_token[id]={id}"),
            await Server.Admin.SendAsync(HttpMethod.Patch, OneToken, Body(id, "{}")),
            await Server.Admin.PostAsync(RegenerateSecret, new { api_token = new { id } }),
        })
        {
            Assert.That(again.Expect(404).Value("error.code"), Is.EqualTo("api_token_not_found"));
        }
    }

    [Test]
    public async Task Delete_WhenTheLookupIsInTheQuery_TakesItAsWell()
    {
        var (id, _) = await Server.ApiTokenAsync(Place, new { name = "x" });
        (await Server.Admin.DeleteAsync($"/api_tokens/api_token?api_token%5Bid%5D={id}")).Expect(200);
    }

    [Test]
    public async Task RegenerateSecret_WhenDone_KillsTheOldSecretAtOnce()
    {
        var (id, old) = await Server.ApiTokenAsync(Place, new { name = "x", scopes = new[] { "api_tokens:read" } });
        (await old.GetAsync(List)).Expect(200);
        var answer = (await Server.Admin.PostAsync(RegenerateSecret, new { api_token = new { id } })).Expect(200);
        Assert.That(answer.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "api_token" }));
        Assert.That((answer.Value("api_token.id"), answer.Header("Cache-Control")), Is.EqualTo((id, "no-store")));
        Assert.That(await Server.VerifyAsync(new { token = old.Token }), Is.EqualTo("NOT_FOUND"));
        Assert.That((await old.GetAsync(List)).Expect(403).Value("error.code"), Is.EqualTo("invalid_api_token"));
        (await Server.As(answer.Value("api_token.secret")).GetAsync(List)).Expect(200);
        Assert.That(EventsOf(id), Is.EqualTo(new[] { "api_token.created", "api_token.rotated" }));
    }

    [Test]
    public async Task RegenerateSecret_WhenTheTokenHasExpired_Is409()
    {
        var (id, _) = await Server.ApiTokenAsync(Place, new { name = "x" });
        await using (var database = Server.OpenSqlite())
        {
            await using var command = database.CreateCommand();
            command.CommandText = "UPDATE tokens SET expires_at = '2020-01-01T00:00:00.000000Z' WHERE token_id = $id";
            command.Parameters.AddWithValue("$id", id);
            await command.ExecuteNonQueryAsync();
        }

        var answer = (await Server.Admin.PostAsync(RegenerateSecret, new { api_token = new { id } })).Expect(409);
        Assert.That(answer.Json["error"]!["detail"]!.ToJsonString(), Is.EqualTo($$"""{"api_token_id":"{{id}}"}"""));
    }

    [Test]
    public async Task Token_WhenItHasNoScope_MayStillRenewAndEndItselfAndNothingElse()
    {
        var (id, self) = await Server.ApiTokenAsync(Place, new { name = "x" });
        var (other, _) = await Server.ApiTokenAsync(Place, new { name = "other" });
        (await self.PostAsync(RegenerateSecret, new { api_token = new { id = other } })).Expect(403);
        (await self.SendAsync(HttpMethod.Patch, OneToken, Body(id, """{"name":"y"}"""))).Expect(403);
        var renewed = (await self.PostAsync(RegenerateSecret, new { api_token = new { id = "self" } })).Expect(200);
        (await Server.As(renewed.Value("api_token.secret")).DeleteAsync($"{OneToken}?api_token[id]={id}")).Expect(200);
    }

    [Test]
    public async Task Changes_WhenMade_AreAuditedWithoutSecrets()
    {
        var (id, client) = await Server.ApiTokenAsync(Place, new { name = "x", scopes = new[] { "a" } }, new[] { new { key = "env", value = "prod" } });
        (await Server.Admin.SendAsync(HttpMethod.Patch, OneToken, Body(id, """{"name":"y"},"annotations":[]"""))).Expect(200);
        (await Server.Admin.DeleteAsync($"{OneToken}?api_token[id]={id}")).Expect(200);
        using var database = Server.OpenSqlite();
        var events = AuditTrail.Of(database, Place.OrganizationId).Where(audited => audited.Entry.Target.Id.ToString() == id).Select(audited => audited.Entry).ToList();
        Assert.That(events.Select(entry => entry.Action), Is.EqualTo(new[] { "api_token.created", "api_token.updated", "api_token.revoked" }));
        Assert.That(events[1].Changes, Is.EqualTo("""{"name":{"from":"x","to":"y"},"annotations":{"from":{"env":"prod"},"to":{}}}"""));
        Assert.That(events.Select(entry => entry.Changes), Has.None.Contains(client.Token![4..]));
        AuditTrail.AssertIntact(database, Place.OrganizationId);
    }

    // Of a user the role decides, and who is no member sees nothing; of a token its scopes do.
    [TestCase("admin", 200, 200)]
    [TestCase("operator", 200, 403)]
    [TestCase("developer", 403, 403)]
    [TestCase(null, 404, 404)]
    public async Task User_WhenRoleIsAny_MayWhatTheRoleMay(string? role, int read, int write)
    {
        var user = await Server.UserAsync(Place, role is null ? null : Role.Parse(role));
        var (listed, created) = (await user.GetAsync(List), await user.PostAsync(Tokens, new { organization = new { id = Place.OrganizationId }, properties = new { name = "x" } }));
        var codes = new Dictionary<int, string?> { [200] = null, [403] = "permission_denied", [404] = "organization_not_found" };
        Assert.That((listed.Expect(read).Json["error"]?["code"]?.ToString(), created.Expect(write).Json["error"]?["code"]?.ToString()), Is.EqualTo((codes[read], codes[write])));
    }

    [TestCase("api_tokens", 200, 200)]
    [TestCase("api_tokens:read", 200, 403)]
    [TestCase("*:read", 200, 403)]
    [TestCase("api_tokens:write", 403, 200)]
    [TestCase("virtual_machines", 403, 403)]
    public async Task Token_WhenScopesAreAny_MayWhatTheyCover(string scope, int read, int write)
    {
        var (_, client) = await Server.ApiTokenAsync(Place, new { name = "x", scopes = new[] { scope } });
        var (listed, created) = (await client.GetAsync(List), await client.PostAsync(Tokens, new { organization = new { id = Place.OrganizationId }, properties = new { name = "y" } }));
        Assert.That(listed.Expect(read).Status == 200 ? null : listed.Json["error"]!["detail"]!.ToJsonString(), Is.EqualTo(read == 200 ? null : """{"scopes":["api_tokens","api_tokens:read"]}"""));
        Assert.That(created.Expect(write).Status == 200 ? null : created.Json["error"]!["detail"]!.ToJsonString(), Is.EqualTo(write == 200 ? null : """{"scopes":["api_tokens"]}"""));
    }

    [Test]
    public async Task Issuing_WhenTheCallerLacksAScope_IsRefused()
    {
        var (id, client) = await Server.ApiTokenAsync(Place, new { name = "issuer", scopes = new[] { "api_tokens", "machines:read" } });
        var refused = await client.PostAsync(Tokens, new { organization = new { id = Place.OrganizationId }, properties = new { name = "x", scopes = new[] { "members:write" } } });
        Assert.That((refused.Expect(403).Value("error.code"), refused.Json["error"]!["detail"]!.ToJsonString()), Is.EqualTo(("scope_not_granted", """{"scopes":["members:write"]}""")));
        (await client.PostAsync(Tokens, new { organization = new { id = Place.OrganizationId }, properties = new { name = "x", scopes = new[] { "machines:read" } } })).Expect(200);
        (await client.PostAsync(Tokens, new { organization = new { id = Place.OrganizationId }, properties = new { name = "x", scopes = new[] { "*" } } })).Expect(403);
        (await client.SendAsync(HttpMethod.Patch, OneToken, Body(id, """{"scopes":["api_tokens","members:write"]}"""))).Expect(403);
    }

    [Test]
    public async Task Update_WhenItWidensWhatTheCallerLacks_IsRefusedAndNarrowingIsNot()
    {
        var (id, _) = await Server.ApiTokenAsync(Place, new { name = "strong", scopes = new[] { "members:write", "apps:read" }, authorized_ip_addresses = new[] { "10.0.0.0/8" }, expires_at = 4102444800 });
        var (_, weak) = await Server.ApiTokenAsync(Place, new { name = "weak", scopes = new[] { "api_tokens" } });
        foreach (var wider in new[] { """{"scopes":["members:write","apps:read","x"]}""", """{"authorized_ip_addresses":[]}""", """{"authorized_ip_addresses":["10.0.0.0/7"]}""", """{"expires_at":4102444801}""", """{"expires_at":null}""" })
        {
            Assert.That((await weak.SendAsync(HttpMethod.Patch, OneToken, Body(id, wider))).Expect(403).Value("error.code"), Is.EqualTo("scope_not_granted"), wider);
            Assert.That((await Server.Admin.GetAsync(List)).Json["api_tokens"]![0]!["scopes"]!.ToJsonString(), Is.EqualTo("""["members:write","apps:read"]"""));
        }

        (await weak.PostAsync(RegenerateSecret, new { api_token = new { id } })).Expect(403);
        (await weak.SendAsync(HttpMethod.Patch, OneToken, Body(id, """{"name":"renamed","scopes":["apps:read"],"authorized_ip_addresses":["10.1.0.0/16"],"expires_at":4102444799}"""))).Expect(200);
    }

    [Test]
    public async Task Organization_WhenItIsSomebodyElses_IsNotThere()
    {
        var elsewhere = await Server.PlaceAsync();
        var (foreign, _) = await Server.ApiTokenAsync(elsewhere, new { name = "foreign" });
        var (_, token) = await Server.ApiTokenAsync(Place, new { name = "x", scopes = new[] { "*" } });
        var user = await Server.UserAsync(Place, Role.Admin);
        var missing = (await token.GetAsync($"{Tokens}?organization[id]={Guid.NewGuid()}")).Expect(404).Text;
        foreach (var client in new[] { token, user })
        {
            Assert.That((await client.GetAsync($"{Tokens}?organization[id]={elsewhere.OrganizationId}")).Expect(404).Text, Is.EqualTo(missing));
            Assert.That((await client.GetAsync($"/organizations/{elsewhere.OrganizationId}/api_tokens")).Expect(404).Text, Is.EqualTo(missing));
            Assert.That((await client.PostAsync(Tokens, new { organization = new { id = elsewhere.OrganizationId }, properties = new { } })).Expect(404).Text, Is.EqualTo(missing));
            foreach (var answer in new[]
            {
                await client.SendAsync(HttpMethod.Patch, OneToken, Body(foreign, "{}")),
                await client.DeleteAsync($"{OneToken}?api_token[id]={foreign}"),
                await client.PostAsync(RegenerateSecret, new { api_token = new { id = foreign } }),
            })
            {
                Assert.That(answer.Expect(404).Value("error.code"), Is.EqualTo("api_token_not_found"));
            }
        }
    }

    [TestCase("127.0.0.0/8", 200)]
    [TestCase("::ffff:127.0.0.1", 200)]
    [TestCase("127.0.0.1", 200)]
    [TestCase("127.0.0.2", 403)]
    [TestCase("2001:db8::/32", 403)]
    public async Task Token_WhenBoundToAddresses_IsUsedFromThoseAlone(string range, int expected)
    {
        var (_, client) = await Server.ApiTokenAsync(Place, new { name = "x", scopes = new[] { "api_tokens" }, authorized_ip_addresses = new[] { range } });
        var answer = (await client.GetAsync(List)).Expect(expected);
        if (expected == 403)
        {
            Assert.That((answer.Value("error.code"), answer.Json["error"]!["detail"]!.ToJsonString()), Is.EqualTo(("unauthorized_network_for_api_token", """{"ip_address":"127.0.0.1"}""")));
        }
    }

    [Test]
    public async Task Rate_WhenSpent_IsRateLimitReachedByTheLimiterOfVerification()
    {
        await using var server = new PlatformServer(("OrganizationTokens:RateLimitPerMinute", "3"));
        var place = await server.PlaceAsync();
        var (_, client) = await server.ApiTokenAsync(place, new { name = "x", scopes = new[] { "api_tokens" } });
        var first = (await client.GetAsync($"{Tokens}?organization[id]={place.OrganizationId}")).Expect(200);
        Assert.That((first.Value("api_tokens.0.rate_limit"), first.Header("RateLimit-Policy")), Is.EqualTo(("3", "\"token\";q=3;w=60")));

        // What verification takes is gone here too.
        Assert.That(await server.VerifyAsync(new { token = client.Token, cost = 2 }), Is.EqualTo("VALID"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetAsync($"{Tokens}?per_page=wrong")));
        var refused = answers.First(answer => answer.Status == 429);
        Assert.Multiple(() =>
        {
            Assert.That(refused.Value("error.code"), Is.EqualTo("rate_limit_reached"));
            Assert.That(refused.Json["error"]!["detail"]!.ToJsonString(), Is.EqualTo("""{"total_permitted":3}"""));
            Assert.That(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), Is.InRange(1, 20));
        });
    }

    private static string Body(string id, string properties) => $$$"""{"api_token":{"id":"{{{id}}}"},"properties":{{{properties}}}}""";

    private List<string> EventsOf(string tokenId)
    {
        using var database = Server.OpenSqlite();
        return [.. AuditTrail.Of(database, Place.OrganizationId).Where(audited => audited.Entry.Target.Id.ToString() == tokenId).Select(audited => audited.Entry.Action)];
    }

    /// <summary>The fields that the seed lists, each with its type: those of the pagination, then those of a token.</summary>
    private static (List<(string Name, string Type)> Pagination, List<(string Name, string Type)> Token) SeedSchema()
    {
        using var reader = new StreamReader(typeof(OrganizationApiTokensTests).Assembly.GetManifestResourceStream("003_fc531a4183b61672")!);
        var text = reader.ReadToEnd();
        var fields = SeedField().Matches(text[text.IndexOf("Schema\n", StringComparison.Ordinal)..])
            .Select(match => (Name: match.Groups["name"].Value, Type: match.Groups["type"].Value)).ToList();
        Assert.That(fields, Has.Count.EqualTo(13));
        return (fields[..5], fields[5..]);
    }

    private static void AssertSchema(JsonNode answer, List<(string Name, string Type)> fields)
    {
        Assert.That(answer.AsObject().Select(field => field.Key), Is.EqualTo(fields.Select(field => field.Name)));
        foreach (var (name, type) in fields)
        {
            var sent = answer[name]?.GetValueKind() switch
            {
                null => "null",
                JsonValueKind.Array when answer[name]!.AsArray().All(item => item!.GetValueKind() == JsonValueKind.String) => "string[]",
                JsonValueKind.Number => "integer",
                JsonValueKind.True or JsonValueKind.False => "boolean",
                var kind => kind.ToString()!.ToLowerInvariant(),
            };
            Assert.That(sent, Is.EqualTo(type.Replace("nullable", string.Empty, StringComparison.Ordinal)).Or.EqualTo(type.EndsWith("nullable", StringComparison.Ordinal) ? "null" : type), name);
        }
    }

    [GeneratedRegex(@"^[\s•]*(?<name>[a-z_]+) (?<type>(string\[\]|string|integer|boolean)(nullable)?)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SeedField();
}
