using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

public sealed class AuditTests : SharedServer
{
    private string Events => $"{Place.Organization}/audit-events";

    [Test]
    public async Task List_WhenThingsHappened_TellsWhoDidWhat()
    {
        var (id, _) = await Server.IssueAsync(Place, new { name = "x", token_type = "service" });
        var sent = await Server.Admin.SendAsync(HttpMethod.Delete, $"{Place.Tokens}/{id}?reason=over", null, ("X-Request-Id", "the-end"));
        sent.Expect(204);
        var me = await Server.Admin.GetAsync("/v1/me");

        var answer = (await Server.Admin.GetAsync(Events)).Expect(200);

        var events = answer.Json["events"]!.AsArray();
        Assert.That(events.Select(audited => (string?)audited!["action"]), Is.EqualTo(new[]
        {
            "app_token.revoked", "app_token.created", "app.created", "member.added", "organization.created",
        }));
        Assert.That(events.Select(audited => (long)audited!["sequence"]!), Is.EqualTo(new long[] { 5, 4, 3, 2, 1 }));
        var last = events[0]!.AsObject();
        Assert.That(last.Select(field => field.Key), Is.EqualTo(new[]
        {
            "event_id", "sequence", "organization_id", "occurred_at", "action", "actor", "request_id", "target", "changes", "previous_hash", "hash",
        }));
        Assert.Multiple(() =>
        {
            Assert.That((string?)last["organization_id"], Is.EqualTo(Place.OrganizationId));
            Assert.That((string?)last["request_id"], Is.EqualTo("the-end"));
            Assert.That(last["target"]!.ToJsonString(), Is.EqualTo($$"""{"type":"app_token","id":"{{id}}"}"""));
            Assert.That((string?)last["actor"]!["id"], Is.EqualTo(me.Value("user.user_id")));
            Assert.That((string?)last["actor"]!["ip_address"], Is.EqualTo("127.0.0.1").Or.EqualTo("::1"));
            Assert.That((string?)last["changes"]!["revoked_reason"]!["to"], Is.EqualTo("over"));
            Assert.That((string?)last["previous_hash"], Is.EqualTo((string?)events[1]!["hash"]).And.Match("^[0-9a-f]{64}$"));
        });
    }

    [Test]
    public async Task List_WhenFiltered_ShowsWhatMatchesEveryFilter()
    {
        var (id, _) = await Server.IssueAsync(Place, new { name = "x", token_type = "service" });
        await Server.IssueAsync(Place, new { name = "y", token_type = "service" });
        var all = (await Server.Admin.GetAsync(Events)).Json["events"]!.AsArray();
        var actor = (string)all[0]!["actor"]!["id"]!;
        var second = Uri.EscapeDataString((string)all[1]!["occurred_at"]!);

        Assert.That(await SequencesAsync("action=app_token.created"), Is.EqualTo(new long[] { 5, 4 }));
        Assert.That(await SequencesAsync($"target_id={id}"), Is.EqualTo(new long[] { 4 }));
        Assert.That(await SequencesAsync($"actor_id={actor}&action=app.created"), Is.EqualTo(new long[] { 3 }));
        Assert.That(await SequencesAsync($"actor_id={Guid.NewGuid()}"), Is.Empty);
        Assert.That(await SequencesAsync("action=app_token.CREATED"), Is.Empty);
        Assert.That(await SequencesAsync($"since={second}"), Is.EqualTo(new long[] { 5, 4 }));
        Assert.That(await SequencesAsync($"until={second}"), Is.EqualTo(new long[] { 3, 2, 1 }));
    }

    [Test]
    public async Task List_WhenWalkedWhileOthersWrite_ShowsEachEventOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            await Server.AppAsync(Place.OrganizationId);
        }

        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = (await Server.Admin.GetAsync($"{Events}?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")).Expect(200);
            seen.AddRange(page.Json["events"]!.AsArray().Select(audited => (long)audited!["sequence"]!));
            cursor = page.Value("next_cursor");
            await Server.AppAsync(Place.OrganizationId);
        }
        while (cursor is not null);

        Assert.That(seen, Is.EqualTo(new long[] { 8, 7, 6, 5, 4, 3, 2, 1 }));
    }

    [TestCase("limit=0", "greater_than_equal")]
    [TestCase("limit=201", "less_than_equal")]
    [TestCase("cursor=nonsense", "value_error")]
    [TestCase("action=", "string_too_short")]
    [TestCase("actor_id=x", "uuid_parsing")]
    [TestCase("target_id=x", "uuid_parsing")]
    [TestCase("since=x", "datetime_from_date_parsing")]
    [TestCase("until=2026-01-01T00:00:00", "timezone_aware")]
    public async Task List_WhenQueryIsWrong_Is422(string query, string type)
    {
        Assert.That((await Server.Admin.GetAsync($"{Events}?{query}")).Expect(422).Value("detail.0.type"), Is.EqualTo(type));
        Assert.That((await Server.Admin.GetAsync($"/v1/audit-events?{query}")).Expect(422).Value("detail.0.type"), Is.EqualTo(type));
    }

    [Test]
    public async Task Read_WhenNotAllowed_IsRefused()
    {
        var viewer = await Server.UserAsync(Place, Role.Viewer);
        var (watcher, stranger) = (await Server.UserAsync(Place, Role.Operator), await Server.UserAsync());
        foreach (var path in new[] { Events, $"{Events}/verify" })
        {
            Assert.That((await viewer.GetAsync(path)).Expect(403).Value("details.required_permission"), Is.EqualTo("audit_log:read"));
            (await stranger.GetAsync(path)).Expect(404);
            (await watcher.GetAsync(path)).Expect(200);
        }

        (await viewer.SendAsync(HttpMethod.Get, Events, null, ("Accept", "text/csv"))).Expect(403);
        foreach (var path in new[] { "/v1/audit-events", "/v1/audit-events/verify" })
        {
            Assert.That((await watcher.GetAsync(path)).Expect(403).Value("details.reason"), Is.EqualTo("platform_administrator"));
            (await Server.Admin.GetAsync(path)).Expect(200);
        }
    }

    [Test]
    public async Task Platform_WhenUsersChange_TellsIt()
    {
        var email = $"audited-{Guid.NewGuid()}@example.com";
        var id = (await Server.Admin.PostAsync("/v1/users", new { email, name = "Audited" })).Expect(201).Value("user_id");

        var answer = (await Server.Admin.GetAsync($"/v1/audit-events?target_id={id}")).Expect(200);

        Assert.That(answer.Value("events.0.action"), Is.EqualTo("user.created"));
        Assert.That(answer.Value("events.0.organization_id"), Is.Null);
        Assert.That((await Server.Admin.GetAsync("/v1/audit-events/verify")).Value("valid"), Is.EqualTo("true"));
    }

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("PATCH")]
    [TestCase("DELETE")]
    public async Task Events_WhenSomebodyWritesThem_Is405(string method)
    {
        (await Server.Admin.SendAsync(HttpMethod.Parse(method), Events, "{}")).Expect(405);
        (await Server.Admin.SendAsync(HttpMethod.Parse(method), "/v1/audit-events", "{}")).Expect(405);
    }

    [Test]
    public async Task Export_WhenNdjsonIsAsked_HasEveryMatchAsTheListShowsIt()
    {
        // More than the pages that it is read by.
        Insert(1200);
        var answer = await ExportAsync("application/x-ndjson", "?action=thing.made&limit=1");

        Assert.That(answer.Header("Content-Type"), Is.EqualTo("application/x-ndjson"));
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.That(lines.Select(line => (long)line["sequence"]!), Is.EqualTo(Enumerable.Range(4, 1200).Reverse()));
        var listed = (await Server.Admin.GetAsync($"{Events}?limit=1")).Json["events"]![0]!;
        Assert.That(lines[0].ToJsonString(), Is.EqualTo(listed.ToJsonString()));
    }

    [Test]
    public async Task Export_WhenCsvIsAsked_QuotesAndRunsNothing()
    {
        await Server.Admin.SendAsync(HttpMethod.Post, $"{Place.Organization}/apps", """{"name":"a \"b\", c"}""", ("X-Request-Id", "-2-3"));
        var answer = await ExportAsync("text/csv", "");

        Assert.That(answer.Header("Content-Type"), Is.EqualTo("text/csv; charset=utf-8"));
        var lines = answer.Text.Split("\r\n");
        Assert.That(lines[0], Does.StartWith("event_id,sequence,organization_id,occurred_at,action,"));
        Assert.That(lines, Has.Length.EqualTo(6));
        Assert.That(lines[^1], Is.Empty);
        Assert.That(lines[1], Does.Contain(",'-2-3,app,").And.Contains("""
            "{""name"":{""from"":null,""to"":""a \u0022b\u0022, c""}}"
            """));
    }

    [TestCase("text/csv;q=0.5, application/x-ndjson", "application/x-ndjson")]
    [TestCase("application/json, text/csv;q=0.9", "application/json; charset=utf-8")]
    [TestCase("*/*", "application/json; charset=utf-8")]
    [TestCase("image/png", "application/json; charset=utf-8")]
    public async Task Accept_WhenSeveralAreNamed_TakesTheBest(string accept, string contentType) =>
        Assert.That((await ExportAsync(accept, "")).Header("Content-Type"), Is.EqualTo(contentType));

    [Test]
    public async Task Verify_WhenNobodyTouchedAnything_IsValid()
    {
        var answer = (await Server.Admin.GetAsync($"{Events}/verify")).Expect(200);

        Assert.That(answer.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "valid", "events", "first_broken_event_id", "first_broken_sequence", "head" }));
        Assert.That((answer.Value("valid"), answer.Value("events"), answer.Value("first_broken_event_id"), answer.Value("first_broken_sequence")), Is.EqualTo(("true", "3", (string?)null, (string?)null)));
        Assert.That(answer.Value("head.hash"), Is.EqualTo((await Server.Admin.GetAsync(Events)).Value("events.0.hash")));
    }

    [TestCase("UPDATE audit_events SET changes = '{}' WHERE chain_id = $chain AND sequence = 3", 3, TestName = "Verify_WhenChangesWereChanged_NamesTheEvent")]
    [TestCase("UPDATE audit_events SET actor_id = target_id WHERE chain_id = $chain AND sequence = 3", 3, TestName = "Verify_WhenTheActorWasChanged_NamesTheEvent")]
    [TestCase("UPDATE audit_events SET occurred_at = '2001-01-01T00:00:00.000000Z' WHERE chain_id = $chain AND sequence = 3", 3, TestName = "Verify_WhenTheTimeWasChanged_NamesTheEvent")]
    [TestCase("UPDATE audit_events SET hash = previous_hash WHERE chain_id = $chain AND sequence = 3", 3, TestName = "Verify_WhenAHashWasChanged_NamesTheEvent")]
    [TestCase("DELETE FROM audit_events WHERE chain_id = $chain AND sequence = 3", 4, TestName = "Verify_WhenAnEventWasDeleted_NamesTheOneAfter")]
    [TestCase("DELETE FROM audit_events WHERE chain_id = $chain AND sequence = 1", 2, TestName = "Verify_WhenTheFirstWasDeleted_NamesTheOneAfter")]
    [TestCase("UPDATE audit_events SET sequence = CASE sequence WHEN 3 THEN -4 ELSE -3 END WHERE chain_id = $chain AND sequence IN (3, 4); UPDATE audit_events SET sequence = -sequence WHERE chain_id = $chain AND sequence < 0", 3, TestName = "Verify_WhenTwoWereSwapped_NamesTheFirst")]
    [TestCase("UPDATE audit_events SET sequence = sequence + 100 WHERE chain_id = $chain AND sequence >= 3; UPDATE audit_events SET sequence = sequence - 99 WHERE chain_id = $chain AND sequence > 100; INSERT INTO audit_events SELECT NULL, 'aaaaaaaa-0000-0000-0000-000000000000', chain_id, 3, occurred_at, action, actor_type, actor_id, actor_token_id, actor_ip_address, request_id, target_type, target_id, changes, previous_hash, hash FROM audit_events WHERE chain_id = $chain AND sequence = 2; UPDATE chains SET sequence = sequence + 1 WHERE chain_id = $chain", 3, TestName = "Verify_WhenOneWasInserted_NamesIt")]
    [TestCase("INSERT INTO audit_events SELECT NULL, 'bbbbbbbb-0000-0000-0000-000000000000', chain_id, 9, occurred_at, action, actor_type, actor_id, actor_token_id, actor_ip_address, request_id, target_type, target_id, changes, previous_hash, hash FROM audit_events WHERE chain_id = $chain AND sequence = 5", 9, TestName = "Verify_WhenOneWasAppendedBeyondTheHead_NamesIt")]
    [TestCase("UPDATE chains SET hash = x'0000000000000000000000000000000000000000000000000000000000000000' WHERE chain_id = $chain", 5, TestName = "Verify_WhenTheHeadWasChanged_NamesTheLast")]
    public async Task Verify_WhenSomebodyWroteBeneath_NamesTheFirstBrokenEvent(string sql, int sequence)
    {
        await Server.IssueAsync(Place, new { name = "x" });
        await Server.IssueAsync(Place, new { name = "y" });
        Assert.That((await Server.Admin.GetAsync($"{Events}/verify")).Value("valid"), Is.EqualTo("true"));

        Execute(sql);

        var broken = (await Server.Admin.GetAsync($"{Events}/verify")).Expect(200);
        Assert.That((broken.Value("valid"), broken.Value("first_broken_sequence")), Is.EqualTo(("false", $"{sequence}")));
        Assert.That(broken.Value("first_broken_event_id"), Is.EqualTo(IdAt(sequence)));
    }

    [TestCase("DELETE FROM audit_events WHERE chain_id = $chain AND sequence = 3", 3, TestName = "Verify_WhenTheLastWasDeleted_NamesTheFirstThatIsMissing")]
    [TestCase("UPDATE audit_events SET occurred_at = 'never' WHERE chain_id = $chain AND sequence = 2", 2, TestName = "Verify_WhenATimeIsNone_NamesThePlace")]
    public async Task Verify_WhenThereIsNoEventToName_NamesThePlace(string sql, int sequence)
    {
        Execute(sql);

        var broken = (await Server.Admin.GetAsync($"{Events}/verify")).Expect(200);
        Assert.That(
            (broken.Value("valid"), broken.Value("first_broken_sequence"), broken.Value("first_broken_event_id")),
            Is.EqualTo(("false", $"{sequence}", (string?)null)));
    }

    [Test]
    public async Task Verify_WhenTheTailWasRewritten_OnlyAKeptHeadShowsIt()
    {
        await Server.IssueAsync(Place, new { name = "x" });
        var kept = (await Server.Admin.GetAsync($"{Events}/verify")).Value("head.hash");
        var first = (await Server.Admin.GetAsync(Events)).Json["events"]!.AsArray()[^1]!;
        await Server.IssueAsync(Place, new { name = "y" });
        Assert.That((await Server.Admin.GetAsync($"{Events}/verify?sequence=4&hash={kept}")).Value("valid"), Is.EqualTo("true"));
        Assert.That((await Server.Admin.GetAsync($"{Events}/verify?sequence=1&hash={((string)first["hash"]!).ToUpperInvariant()}")).Value("valid"), Is.EqualTo("true"));

        RewriteFrom(Server, Place.OrganizationId, 3, AuditKey.None);

        Assert.That((await Server.Admin.GetAsync($"{Events}/verify")).Value("valid"), Is.EqualTo("true"));
        var shown = await Server.Admin.GetAsync($"{Events}/verify?sequence=4&hash={kept}");
        Assert.That((shown.Value("valid"), shown.Value("first_broken_sequence"), shown.Value("first_broken_event_id")), Is.EqualTo(("false", "4", IdAt(4))));
    }

    [Test]
    public async Task Verify_WhenTheTailWasCutOff_OnlyAKeptHeadShowsIt()
    {
        await Server.IssueAsync(Place, new { name = "x" });
        var kept = (await Server.Admin.GetAsync($"{Events}/verify")).Value("head.hash");

        Execute("""
            DELETE FROM audit_events WHERE chain_id = $chain AND sequence = 4;
            UPDATE chains SET sequence = 3, hash = (SELECT hash FROM audit_events WHERE chain_id = $chain AND sequence = 3) WHERE chain_id = $chain
            """);

        Assert.That((await Server.Admin.GetAsync($"{Events}/verify")).Value("valid"), Is.EqualTo("true"));
        var shown = await Server.Admin.GetAsync($"{Events}/verify?sequence=4&hash={kept}");
        Assert.That((shown.Value("valid"), shown.Value("first_broken_sequence"), shown.Value("first_broken_event_id")), Is.EqualTo(("false", "4", (string?)null)));
    }

    [Test]
    public async Task Verify_WhenTheTailWasRewrittenWithoutTheKey_ShowsIt()
    {
        var key = new AuditKey([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);
        await using var server = new PlatformServer(("Audit:Key", Convert.ToBase64String(key.Bytes)));
        var place = await server.PlaceAsync();
        var verify = $"{place.Organization}/audit-events/verify";
        Assert.That((await server.Admin.GetAsync(verify)).Value("valid"), Is.EqualTo("true"));
        Assert.That((await server.Admin.GetAsync("/v1/audit-events/verify")).Value("valid"), Is.EqualTo("true"));

        RewriteFrom(server, place.OrganizationId, 2, AuditKey.None);
        Assert.That((await server.Admin.GetAsync(verify)).Value("first_broken_sequence"), Is.EqualTo("2"));

        RewriteFrom(server, place.OrganizationId, 2, key);
        Assert.That((await server.Admin.GetAsync(verify)).Value("valid"), Is.EqualTo("true"));
    }

    [TestCase("sequence=1", "sequence")]
    [TestCase("hash=0000000000000000000000000000000000000000000000000000000000000000", "hash")]
    [TestCase("sequence=0&hash=0000000000000000000000000000000000000000000000000000000000000000", "sequence")]
    [TestCase("sequence=1&hash=xyz", "hash")]
    public async Task Verify_WhenWhatWasKeptIsWrong_Is422(string query, string field) =>
        Assert.That((await Server.Admin.GetAsync($"{Events}/verify?{query}")).Expect(422).Value("detail.0.loc.1"), Is.EqualTo(field));

    /// <summary>What somebody does who holds the tables and knows how events are hashed.</summary>
    private static void RewriteFrom(PlatformServer server, string chainId, long sequence, AuditKey key)
    {
        using var database = server.OpenSqlite();
        var head = AuditHead.Empty;
        foreach (var audited in AuditTrail.Of(database, chainId))
        {
            var forged = audited.Sequence < sequence ? audited : AuditChain.Append(head, audited with { RequestId = "forged" }, key);
            Run(database, "UPDATE audit_events SET request_id = $request, previous_hash = $previous, hash = $hash WHERE event_id = $id",
                ("$request", (object?)forged.RequestId ?? DBNull.Value), ("$previous", forged.PreviousHash), ("$hash", forged.Hash), ("$id", $"{audited.EventId}"));
            head = new AuditHead(forged.Sequence, forged.Hash);
        }

        Run(database, "UPDATE chains SET hash = $hash WHERE chain_id = $chain", ("$hash", head.Hash), ("$chain", chainId));
    }

    private static void Run(SqliteConnection database, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var database = Server.OpenSqlite();
        Run(database, sql, ("$chain", Place.OrganizationId));
    }

    private string? IdAt(long sequence)
    {
        using var database = Server.OpenSqlite();
        return AuditTrail.Of(database, Place.OrganizationId).SingleOrDefault(audited => audited.Sequence == sequence)?.EventId.ToString();
    }

    /// <summary>Adds events beneath the product; nothing verifies them.</summary>
    private void Insert(int count)
    {
        using var database = Server.OpenSqlite();
        using var transaction = database.BeginTransaction();
        for (var sequence = 4; sequence < 4 + count; sequence++)
        {
            using var command = database.CreateCommand();
            command.CommandText = """
                INSERT INTO audit_events
                SELECT NULL, $id, chain_id, $sequence, occurred_at, 'thing.made', actor_type, actor_id, actor_token_id, actor_ip_address, request_id,
                    target_type, target_id, changes, previous_hash, hash
                FROM audit_events WHERE chain_id = $chain AND sequence = 3
                """;
            command.Parameters.AddWithValue("$id", Guid.NewGuid().ToString());
            command.Parameters.AddWithValue("$sequence", sequence);
            command.Parameters.AddWithValue("$chain", Place.OrganizationId);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private async Task<Answer> ExportAsync(string accept, string query) =>
        (await Server.Admin.SendAsync(HttpMethod.Get, $"{Events}{query}", null, ("Accept", accept))).Expect(200);

    private async Task<IEnumerable<long>> SequencesAsync(string query) =>
        (await Server.Admin.GetAsync($"{Events}?{query}")).Expect(200).Json["events"]!.AsArray().Select(audited => (long)audited!["sequence"]!);
}
