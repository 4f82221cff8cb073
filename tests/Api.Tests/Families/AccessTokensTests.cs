using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Tests.Families;

public sealed class AccessTokensTests : SharedServer
{
    private const string Path = "/api/v1/access-tokens";
    private const string SeedName = "002_1e09053dcff083bb";

    private static readonly string[] s_nullable = ["expiresAt", "lastUsedAt", "revokedAt", "nextCursor"];

    private Client _user = null!;

    [SetUp]
    public async Task AddUser() => _user = await Server.UserAsync();

    [Test]
    public async Task Create_WhenDaysAreAsked_AnswersAsSeedDoes()
    {
        var answer = (await _user.PostAsync(Path, """{"name":"laptop","expiresInDays":30}""")).Expect(201);
        Seed.AssertShape(answer.Json, Seed.Sample(SeedName, "Create Access Token", "plaintext"), s_nullable);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "plaintext", "token" }));
            Assert.That(answer.Json["token"]!.AsObject(), Has.Count.EqualTo(8));
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(answer.Header("Location"), Is.EqualTo($"{Path}/{answer.Value("token.id")}"));
            Assert.That(answer.Value("plaintext"), Does.Match("^tkp_[0-9A-Za-z]{36}$").And.StartWith(answer.Value("token.tokenPrefix")!));
            Assert.That(answer.Value("token.tokenPrefix"), Has.Length.EqualTo(10));
            Assert.That(answer.Value("token.tokenType"), Is.EqualTo("pat"));
            Assert.That(answer.Value("token.name"), Is.EqualTo("laptop"));
            Assert.That(answer.Value("token.createdAt"), Does.EndWith("Z"));
            Assert.That(Life(answer), Is.EqualTo(TimeSpan.FromDays(30)));
            Assert.That(answer.Json["token"]!["revokedAt"], Is.Null);
        });
        (await Server.As(answer.Value("plaintext")).GetAsync("/v1/me")).Expect(200);
    }

    [TestCase("""{"name":"x"}""", 90)]
    [TestCase("""{"name":"x","expiresInDays":null}""", 90)]
    [TestCase("""{"name":"x","expiresInDays":1}""", 1)]
    [TestCase("""{"name":"x","expiresInDays":365}""", 365)]
    [TestCase("""{"name":"x","expiresInDays":"5"}""", 5)]
    public async Task Create_WhenDaysAreGood_LivesThatLong(string body, int days) =>
        Assert.That(Life((await _user.PostAsync(Path, body)).Expect(201)), Is.EqualTo(TimeSpan.FromDays(days)));

    [TestCase("""{"name":"x","expiresInDays":0}""", """[{"loc":["body","expiresInDays"],"msg":"Input should be greater than or equal to 1","type":"greater_than_equal"}]""")]
    [TestCase("""{"name":"x","expiresInDays":366}""", """[{"loc":["body","expiresInDays"],"msg":"Input should be less than or equal to 365","type":"less_than_equal"}]""")]
    [TestCase("""{"name":"x","expiresInDays":1.5}""", """[{"loc":["body","expiresInDays"],"msg":"Input should be a valid integer, got a number with a fractional part","type":"int_from_float"}]""")]
    [TestCase("""{"name":"x","expiresInDays":"soon"}""", """[{"loc":["body","expiresInDays"],"msg":"Input should be a valid integer, unable to parse string as an integer","type":"int_parsing"}]""")]
    [TestCase("""{"name":""}""", """[{"loc":["body","name"],"msg":"String should have at least 1 character","type":"string_too_short"}]""")]
    [TestCase("""{"expiresInDays":[]}""", """[{"loc":["body","name"],"msg":"Field required","type":"missing"},{"loc":["body","expiresInDays"],"msg":"Input should be a valid integer","type":"int_type"}]""")]
    [TestCase("", """[{"loc":["body"],"msg":"Field required","type":"missing"}]""")]
    [TestCase("[]", """[{"loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from","type":"model_attributes_type"}]""")]
    [TestCase("{", """[{"loc":["body",1],"msg":"JSON decode error","type":"json_invalid"}]""")]
    public async Task Create_WhenBodyIsWrong_SaysSoInTheShapeOfSeed(string body, string detail)
    {
        var answer = (await _user.PostAsync(Path, body)).Expect(422);
        Assert.That(answer.Text, Is.EqualTo($$"""{"detail":{{detail}}}"""));
        var sample = Seed.Sample(SeedName, "Create Access Token", "detail")["detail"]![0]!.AsObject();
        Assert.That(answer.Json["detail"]![0]!.AsObject().Select(field => field.Key), Is.EqualTo(sample.Select(field => field.Key)));
        Assert.That(await IdsAsync(), Has.Count.EqualTo(1));
    }

    [TestCase(255, 201)]
    [TestCase(256, 422)]
    public async Task Create_WhenNameIsLong_CountsCodePoints(int length, int status)
    {
        var name = string.Concat(Enumerable.Repeat("𝒯", length));
        var answer = (await _user.PostAsync(Path, new { name })).Expect(status);
        Assert.That(status == 201 ? answer.Value("token.name") : answer.Value("detail.0.type"), Is.EqualTo(status == 201 ? name : "string_too_long"));
    }

    [Test]
    public async Task List_WhenTokensExist_AnswersAsSeedDoesNewestFirst()
    {
        var (first, second) = (await IssueAsync(), await IssueAsync());
        var answer = (await _user.GetAsync($"{Path}?limit=2")).Expect(200);
        Seed.AssertShape(answer.Json, Seed.Sample(SeedName, "List Access Tokens", "items"), s_nullable);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Json.AsObject(), Has.Count.EqualTo(2));
            Assert.That(answer.Json["items"]!.AsArray().Select(item => (string?)item!["id"]), Is.EqualTo(new[] { second, first }));
            Assert.That(answer.Value("nextCursor"), Is.Not.Null);
        });
        var next = (await _user.GetAsync($"{Path}?limit=2&cursor={answer.Value("nextCursor")}")).Expect(200);
        Assert.That((next.Json["items"]!.AsArray().Count, next.Value("nextCursor")), Is.EqualTo((1, (string?)null)));
    }

    [Test]
    public async Task List_WhenRevokedOrOfAnotherType_IsFiltered()
    {
        var revoked = await IssueAsync();
        (await _user.DeleteAsync($"{Path}/{revoked}")).Expect(204);
        Assert.Multiple(async () =>
        {
            Assert.That(await IdsAsync(), Does.Not.Contain(revoked));
            Assert.That(await IdsAsync("?includeRevoked=true"), Does.Contain(revoked));
            Assert.That(await IdsAsync("?includeRevoked=true&tokenType=pat"), Does.Contain(revoked));
            Assert.That(await IdsAsync("?includeRevoked=true&tokenType=session"), Is.Empty);
        });
    }

    [TestCase("limit=0", """{"loc":["query","limit"],"msg":"Input should be greater than or equal to 1","type":"greater_than_equal"}""")]
    [TestCase("limit=201", """{"loc":["query","limit"],"msg":"Input should be less than or equal to 200","type":"less_than_equal"}""")]
    [TestCase("tokenType=robot", """{"loc":["query","tokenType"],"msg":"Input should be 'pat' or 'session'","type":"enum"}""")]
    [TestCase("includeRevoked=maybe", """{"loc":["query","includeRevoked"],"msg":"Input should be a valid boolean, unable to interpret input","type":"bool_parsing"}""")]
    [TestCase("cursor=nonsense", """{"loc":["query","cursor"],"msg":"Value error, not a cursor of this list","type":"value_error"}""")]
    public async Task List_WhenQueryIsWrong_NamesTheField(string query, string error) =>
        Assert.That(
            (await _user.GetAsync($"{Path}?{query}")).Expect(422).Json.ToJsonString(),
            Is.EqualTo(JsonNode.Parse($$"""{"detail":[{{error}}]}""")!.ToJsonString()));

    [Test]
    public async Task List_WhenCursorIsTamperedWithOrOfAnotherList_Is422()
    {
        await IssueAsync();
        var cursor = (await _user.GetAsync($"{Path}?limit=1")).Value("nextCursor")!;
        (await _user.GetAsync($"{Path}?cursor={cursor}")).Expect(200);
        (await _user.GetAsync($"{Path}?cursor={(cursor[0] == 'A' ? 'B' : 'A')}{cursor[1..]}")).Expect(422);
        await Server.IssueAsync(Place, new { name = "x" });
        await Server.IssueAsync(Place, new { name = "x" });
        var other = (await Server.Admin.GetAsync($"{Place.Tokens}?limit=1")).Value("next_cursor");
        (await _user.GetAsync($"{Path}?cursor={other}")).Expect(422);
    }

    [Test]
    public async Task List_WhenOthersComeAndGo_ShowsWhatWasThereOnceEach([Values(7, 50, 200)] int limit)
    {
        await SeedAsync(500);
        var before = await IdsBeneathAsync();
        var walked = new List<string>();
        string? cursor = null;
        do
        {
            var page = _user.GetAsync($"{Path}?limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}");
            var passing = PassAsync();
            var answer = (await page).Expect(200);
            await passing;
            walked.AddRange(answer.Json["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = answer.Value("nextCursor");
        }
        while (cursor is not null);

        // The first page may have seen what came and went beside it, and no other page anything new.
        Assert.That(before, Has.Count.EqualTo(501));
        Assert.That(walked, Is.Unique);
        Assert.That(walked.Except(before, StringComparer.Ordinal).Count(), Is.LessThanOrEqualTo(1));
        Assert.That(walked.Where(before.ToHashSet(StringComparer.Ordinal).Contains), Is.EqualTo(before));
    }

    [Test]
    public async Task Get_WhenTokenIsOwn_AnswersAsSeedDoes()
    {
        var id = await IssueAsync();
        var answer = (await _user.GetAsync($"{Path}/{id}")).Expect(200);
        Seed.AssertShape(answer.Json, Seed.Sample(SeedName, "Get Access Token", "createdAt"), s_nullable);
        Assert.That(answer.Value("id"), Is.EqualTo(id));
        Assert.That((await _user.GetAsync($"{Path}/self")).Expect(200).Value("name"), Is.EqualTo("test"));
    }

    [TestCase("GET")]
    [TestCase("DELETE")]
    public async Task Token_WhenIdIsMalformed_Is422AtThePath(string method)
    {
        foreach (var id in new[] { "nonsense", "497f6eca62764993bfeb53cbbbba6f08", "{497f6eca-6276-4993-bfeb-53cbbbba6f08}", _user.Token! })
        {
            var answer = (await _user.SendAsync(new HttpMethod(method), $"{Path}/{id}")).Expect(422);
            Assert.That(answer.Json["detail"]![0]!["loc"]!.ToJsonString(), Is.EqualTo("""["path","token_id"]"""));
            Assert.That((answer.Value("detail.0.type"), answer.Json["detail"]![0]!.AsObject().Count), Is.EqualTo(("uuid_parsing", 3)));
            Assert.That(answer.Text, Does.Contain("Input should be a valid UUID, ").And.Not.Contain(_user.Token![4..]));
        }
    }

    [TestCase("GET")]
    [TestCase("DELETE")]
    public async Task Token_WhenItIsAnothersOrNobodys_Is404(string method)
    {
        var foreign = (await Server.Admin.PostAsync(Path, new { name = "x" })).Expect(201);
        var (ofApp, _) = await Server.IssueAsync(Place, new { name = "x", owner_id = await OwnerAsync() });
        foreach (var id in new[] { foreign.Value("token.id"), Guid.NewGuid().ToString(), Guid.Empty.ToString(), ofApp })
        {
            var answer = (await _user.SendAsync(new HttpMethod(method), $"{Path}/{id}")).Expect(404);
            Assert.That(answer.Text, Is.EqualTo("""{"detail":"The requested resource was not found"}"""));
        }

        (await Server.As(foreign.Value("plaintext")).GetAsync("/v1/me")).Expect(200);
    }

    [Test]
    public async Task Revoke_WhenTokenIsOwn_EndsItOnce()
    {
        var issued = (await _user.PostAsync(Path, new { name = "x" })).Expect(201);
        var id = issued.Value("token.id");
        Assert.That((await _user.DeleteAsync($"{Path}/{id}")).Expect(204).Text, Is.Empty);
        var first = (await _user.GetAsync($"{Path}/{id}")).Value("revokedAt");
        (await _user.DeleteAsync($"{Path}/{id}")).Expect(204);
        Assert.That((await _user.GetAsync($"{Path}/{id}")).Value("revokedAt"), Is.EqualTo(first).And.EndWith("Z"));
        (await Server.As(issued.Value("plaintext")).GetAsync("/v1/me")).Expect(401);
        Assert.That(EventsOf(id!).Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "access_token.created", "access_token.revoked" }));
    }

    [Test]
    public async Task Revoke_WhenTokenIsItself_EndsIt()
    {
        (await _user.DeleteAsync($"{Path}/self")).Expect(204);
        (await _user.GetAsync(Path)).Expect(401);
    }

    [TestCase("", 2, true)]
    [TestCase("?exclude_current=true", 2, true)]
    [TestCase("?exclude_current=false", 3, false)]
    public async Task RevokeAll_WhenAsked_EndsAllOrAllButTheCaller(string query, int count, bool lives)
    {
        var ids = new[] { await IssueAsync(), await IssueAsync() };
        var (_, ofApp) = await Server.IssueAsync(Place, new { name = "x", owner_id = await OwnerAsync() });
        var answer = (await _user.DeleteAsync($"{Path}{query}")).Expect(200);
        Assert.That(answer.Text, Is.EqualTo($$"""{"revokedCount":{{count}}}"""));
        Seed.AssertShape(answer.Json, Seed.Sample(SeedName, "Revoke All Access Tokens", "revokedCount"), []);
        (await _user.GetAsync(Path)).Expect(lives ? 200 : 401);
        (await ofApp.GetAsync("/v1/me")).Expect(200);
        (await Server.Admin.GetAsync("/v1/me")).Expect(200);
        Assert.That(ids.Select(id => EventsOf(id)[^1].Entry.Action), Is.All.EqualTo("access_token.revoked"));
        if (lives)
        {
            Assert.That((await _user.DeleteAsync(Path)).Expect(200).Text, Is.EqualTo("""{"revokedCount":0}"""));
        }
    }

    [Test]
    public async Task RevokeAll_WhenThereAreTenThousand_IsOneStatementAndNoneVerifies()
    {
        const int Count = 10_000;
        var secrets = await SeedAsync(Count);
        Assert.That(await CountVerifyingAsync(secrets), Is.EqualTo(Count));

        Assert.That((await _user.DeleteAsync(Path)).Expect(200).Text, Is.EqualTo($$"""{"revokedCount":{{Count}}}"""));
        Assert.That(await CountVerifyingAsync(secrets), Is.Zero);
        (await Server.As(secrets[0].Reveal()).GetAsync(Path)).Expect(401);
        (await _user.GetAsync(Path)).Expect(200);

        // Each statement stamps what it ended with an operation of its own.
        var userId = await UserIdAsync();
        using var database = Server.OpenSqlite();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT COUNT(*), COUNT(DISTINCT revoked_by_operation), COUNT(DISTINCT revoked_at) FROM tokens WHERE user_id = $user AND revoked_at IS NOT NULL";
        command.Parameters.AddWithValue("$user", userId);
        using var row = command.ExecuteReader();
        Assert.That(row.Read(), Is.True);
        Assert.That((row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), Is.EqualTo((Count, 1, 1)));
        Assert.That(
            AuditTrail.Of(database, AuditChain.Platform.ToString()).Count(audited => audited.Entry.Action == "access_token.revoked" && audited.Actor.Id?.ToString() == userId),
            Is.EqualTo(Count));
        AuditTrail.AssertIntact(database, AuditChain.Platform.ToString());
    }

    [Test]
    public async Task RevokeAll_WhenTheCallerCreatesMeanwhile_LeavesNoTokenBehind()
    {
        Task<Answer[]> CreateAsync() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _user.PostAsync(Path, new { name = "x" })));
        var (before, revoking, after) = (CreateAsync(), _user.DeleteAsync($"{Path}?exclude_current=false"), CreateAsync());
        var answers = (await before).Concat(await after).ToList();
        (await revoking).Expect(200);

        // A server on a busy machine may let the last in the queue wait too long: they changed nothing, and are told so.
        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(201).Or.EqualTo(401).Or.EqualTo(503));
        foreach (var created in answers.Where(answer => answer.Status == 201))
        {
            (await Server.As(created.Value("plaintext")).GetAsync(Path)).Expect(401);
        }
    }

    [Test]
    public async Task RevokeAll_WhenQueryIsWrong_RevokesNothing()
    {
        await IssueAsync();
        Assert.That(
            (await _user.DeleteAsync($"{Path}?exclude_current=maybe")).Expect(422).Value("detail.0.type"), Is.EqualTo("bool_parsing"));
        Assert.That(await IdsAsync(), Has.Count.EqualTo(2));
    }

    [TestCase("GET", Path)]
    [TestCase("POST", Path)]
    [TestCase("DELETE", Path)]
    [TestCase("GET", $"{Path}/self")]
    [TestCase("DELETE", $"{Path}/self")]
    public async Task Any_WhenCallerIsNoUser_Is403(string method, string path)
    {
        var (_, robot) = await Server.IssueAsync(Place, new { name = "robot", token_type = "service", permissions = new[] { "*" } });
        var (_, ofUser) = await Server.IssueAsync(Place, new { name = "own", permissions = new[] { "*" } });
        foreach (var client in new[] { robot, ofUser })
        {
            var answer = (await client.SendAsync(new HttpMethod(method), path, method == "POST" ? """{"name":"x"}""" : null)).Expect(403);
            Assert.That(answer.Text, Is.EqualTo("""{"detail":"You don\u0027t have permission to perform this action: user"}"""));
            (await client.GetAsync("/v1/me")).Expect(200);
        }
    }

    [Test]
    public async Task Any_WhenRefusedBeforeTheAction_AnswersInTheFamilysBody()
    {
        async Task<string> Sent(int status, Task<Answer> answer) => (await answer).Expect(status).Value("detail")!;
        var unauthenticated = (await Server.Nobody.GetAsync(Path)).Expect(401);
        Assert.Multiple(async () =>
        {
            Assert.That(unauthenticated.Text, Is.EqualTo("""{"detail":"Authentication required"}"""));
            Assert.That(unauthenticated.Header("WWW-Authenticate"), Is.EqualTo("Bearer"));
            Assert.That((await Server.As("nonsense").GetAsync(Path)).Expect(401).Header("WWW-Authenticate"), Is.EqualTo("Bearer error=\"invalid_token\""));
            Assert.That(await Sent(404, _user.GetAsync("/api/v1/nothing")), Does.Contain("not found"));
            Assert.That(await Sent(405, _user.SendAsync(HttpMethod.Put, Path, "{}")), Does.Contain("method"));
            Assert.That(await Sent(415, _user.SendBytesAsync(HttpMethod.Post, Path, Encoding.UTF8.GetBytes("name=x"), "text/plain")), Does.Contain("application/json"));
            Assert.That((await _user.GetAsync("/API/v1/nothing")).Expect(404).Value("detail"), Is.Not.Null);
            Assert.That((await _user.GetAsync("/api/v1nothing")).Expect(404).Value("error"), Is.EqualTo("RESOURCE_NOT_FOUND"));
        });
    }

    private static TimeSpan Life(Answer issued) =>
        DateTimeOffset.Parse(issued.Value("token.expiresAt")!, CultureInfo.InvariantCulture)
        - DateTimeOffset.Parse(issued.Value("token.createdAt")!, CultureInfo.InvariantCulture);

    private async Task<string> IssueAsync() => (await _user.PostAsync(Path, new { name = "x" })).Expect(201).Value("token.id")!;

    private async Task<string> UserIdAsync() => (await _user.GetAsync("/v1/me")).Expect(200).Value("user.user_id")!;

    /// <summary>The user, who is a member from now on and may own app tokens.</summary>
    private async Task<string> OwnerAsync()
    {
        var userId = await UserIdAsync();
        (await Server.Admin.PostAsync($"{Place.Organization}/members", new { user_id = userId, role = "viewer" })).Expect(201);
        return userId;
    }

    private async Task<List<string?>> IdsAsync(string query = "") =>
        [.. (await _user.GetAsync($"{Path}{query}")).Expect(200).Json["items"]!.AsArray().Select(item => (string?)item!["id"])];

    /// <summary>Issues a token and ends it.</summary>
    private async Task PassAsync() => (await _user.DeleteAsync($"{Path}/{await IssueAsync()}")).Expect(204);

    /// <summary>Tokens of the user, as nothing but the store would have them.</summary>
    private async Task<IReadOnlyList<TokenSecret>> SeedAsync(int count)
    {
        var userId = await UserIdAsync();
        await using var database = Server.OpenSqlite();
        await using var transaction = database.BeginTransaction();
        var secrets = Enumerable.Range(0, count).Select(_ => TokenSecret.Generate(SecretKind.Personal)).ToList();
        foreach (var secret in secrets)
        {
            await using var command = database.CreateCommand();
            command.CommandText = """
                INSERT INTO tokens (token_id, secret_hash, kind, user_id, name, prefix, scopes, permissions, workspace_ids, namespace_ids,
                    environment_ids, endpoint_paths, authorized_ip_addresses, approval, issued_at, version)
                VALUES ($token, $hash, 'personal', $user, 'seeded', 'tkp_seeded', '[]', '[]', '[]', '[]', '[]', '[]', '[]', 'not_required',
                    '2026-01-01T00:00:00.000000Z', 1)
                """;
            command.Parameters.AddWithValue("$token", Guid.NewGuid().ToString());
            command.Parameters.AddWithValue("$hash", secret.Hash());
            command.Parameters.AddWithValue("$user", userId);
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        return secrets;
    }

    /// <summary>What the list has now, newest first, read beneath the product.</summary>
    private async Task<List<string>> IdsBeneathAsync()
    {
        await using var database = Server.OpenSqlite();
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT token_id FROM tokens WHERE user_id = $user AND revoked_at IS NULL ORDER BY seq DESC";
        command.Parameters.AddWithValue("$user", await UserIdAsync());
        await using var row = await command.ExecuteReaderAsync();
        var ids = new List<string>();
        while (await row.ReadAsync())
        {
            ids.Add(row.GetString(0));
        }

        return ids;
    }

    private async Task<int> CountVerifyingAsync(IReadOnlyList<TokenSecret> secrets)
    {
        var count = 0;
        await using var scope = Server.Services.CreateAsyncScope();
        var verifier = scope.ServiceProvider.GetRequiredService<TokenVerifier>();
        foreach (var secret in secrets)
        {
            var holder = await verifier.FindAsync(secret.Reveal(), default);
            count += verifier.Judge(holder!, null, new VerificationCall { Judged = JudgedLimits.Life }) == VerificationCode.Valid ? 1 : 0;
        }

        return count;
    }

    private IReadOnlyList<AuditEvent> EventsOf(string tokenId)
    {
        using SqliteConnection database = Server.OpenSqlite();
        return [.. AuditTrail.Of(database, AuditChain.Platform.ToString()).Where(audited => audited.Entry.Target.Id.ToString() == tokenId)];
    }
}
