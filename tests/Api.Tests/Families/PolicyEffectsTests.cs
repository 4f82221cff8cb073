using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Families;

/// <summary>What policies mean for tokens that live already.</summary>
public sealed partial class PolicyEffectsTests : SharedServer
{
    private string Policies => $"{Place.Organization}/app-token-policies";

    [Test]
    public async Task Preview_WhenTokensBreakRules_CountsAndNamesThem()
    {
        await Server.IssueAsync(Place, new { name = "b", permissions = new[] { "orders:write" }, expires_in_days = 31, rate_limit_rps = 6 });
        await Server.IssueAsync(Place, new { name = "a" });
        await Server.IssueAsync(Place, new { name = "fine", permissions = new[] { "orders:read" }, expires_in_days = 30, rate_limit_rps = 5 });
        var (gone, _) = await Server.IssueAsync(Place, new { name = "gone" });
        (await Server.Admin.DeleteAsync($"{Place.Tokens}/{gone}")).Expect(204);
        var before = Dump();

        var answer = (await Server.Admin.PostAsync($"{Policies}/preview", new
        {
            app_id = Place.AppId,
            max_ttl_days = 30,
            max_live_tokens = 2,
            allowed_permissions = new[] { "orders:read" },
            max_rate_limit_rps = 5,
        })).Expect(200);

        var tokens = answer.Json["tokens"]!.AsArray();
        Assert.That(answer.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "live_tokens", "affected", "violations", "tokens" }));
        Assert.That((answer.Value("live_tokens"), answer.Value("affected")), Is.EqualTo(("3", "3")));
        Assert.That(answer.Json["violations"]!.ToJsonString(), Is.EqualTo(
            """{"policy.max_ttl_days":2,"policy.max_live_tokens":1,"policy.allowed_permissions":1,"policy.max_rate_limit_rps":2}"""));
        Assert.That(tokens.Select(token => $"{token!["name"]} {string.Join(' ', token["violations"]!.AsArray())}"), Is.EqualTo(new[]
        {
            "a policy.max_ttl_days policy.max_rate_limit_rps",
            "b policy.max_ttl_days policy.allowed_permissions policy.max_rate_limit_rps",
            "fine policy.max_live_tokens",
        }));
        Assert.That(tokens[0]!.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "token_id", "name", "app_id", "violations" }));
        Assert.That(Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task Preview_WhenNoAppIsNamed_LooksAtAppsWithoutAPolicy()
    {
        var governed = Place with { AppId = await Server.AppAsync(Place.OrganizationId) };
        await Server.PolicyAsync(governed, new { });
        await Server.IssueAsync(governed, new { name = "governed" });
        var other = Place with { AppId = await Server.AppAsync(Place.OrganizationId) };
        await Server.IssueAsync(Place, new { name = "one" });
        await Server.IssueAsync(other, new { name = "two" });
        var stranger = await Server.PlaceAsync();
        await Server.IssueAsync(stranger, new { name = "elsewhere" });

        var answer = (await Server.Admin.PostAsync($"{Policies}/preview", new { max_ttl_days = 1 })).Expect(200);

        Assert.That(answer.Json["tokens"]!.AsArray().Select(token => (string?)token!["name"]), Is.EqualTo(new[] { "one", "two" }));
        Assert.That((await Server.Admin.PostAsync($"{Policies}/preview", "{}")).Expect(200).Value("affected"), Is.EqualTo("0"));
        Assert.That((await Server.Admin.PostAsync($"{Policies}/preview", new { app_id = stranger.AppId })).Expect(404).Value("details.resource_type"), Is.EqualTo("app"));
    }

    [Test]
    public async Task Effects_WhenNotAllowedOrWrong_AreRefused()
    {
        var policyId = await Server.PolicyAsync(Place, new { max_ttl_days = 1 });
        var developer = await Server.UserAsync(Place, Role.Developer);
        Assert.That((await developer.PostAsync($"{Policies}/preview", "{}")).Expect(403).Value("details.required_permission"), Is.EqualTo("app_token_policies:write"));
        (await developer.PostAsync($"{Policies}/{policyId}/enforce", "")).Expect(403);
        (await (await Server.UserAsync()).PostAsync($"{Policies}/preview", "{}")).Expect(404);
        (await Server.Admin.PostAsync($"{Policies}/preview", """{"default_rate_limit_rps":2,"max_rate_limit_rps":1}""")).Expect(422);
        Assert.That((await Server.Admin.PostAsync($"{Policies}/preview", """{"max_ttl_days":0,"max_live_tokens":-1}""")).Expect(422).Json["detail"]!.AsArray(), Has.Count.EqualTo(2));
        (await Server.Admin.PostAsync($"{Policies}/{Guid.NewGuid()}/enforce", "")).Expect(404);
        (await Server.Admin.DeleteAsync($"{Policies}/{policyId}")).Expect(204);
        Assert.That((await Server.Admin.PostAsync($"{Policies}/{policyId}/enforce", "")).Expect(404).Value("details.resource_type"), Is.EqualTo("app_token_policy"));
    }

    [Test]
    public async Task Enforce_WhenTokensBreakRules_ShortensLowersAndRevokes()
    {
        var (longId, _) = await Server.IssueAsync(Place, new { name = "long", expires_in_days = 300, rate_limit_rps = 5 });
        var (fast, _) = await Server.IssueAsync(Place, new { name = "fast", expires_in_days = 3, rate_limit_rps = 50, rate_limit_burst = 4 });
        var (both, _) = await Server.IssueAsync(Place, new { name = "both" });
        var (outside, client) = await Server.IssueAsync(Place, new { name = "outside", permissions = new[] { "orders:write" } });
        var (fine, _) = await Server.IssueAsync(Place, new { name = "fine", expires_in_days = 7, rate_limit_rps = 5 });
        var untouched = (await Server.Admin.GetAsync($"{Place.Tokens}/{fine}")).Text;
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("VALID"));
        var policyId = await Server.PolicyAsync(Place, new { max_ttl_days = 7, max_live_tokens = 0, allowed_permissions = new[] { "orders:read" }, max_rate_limit_rps = 5 });

        var run = (await Server.Admin.PostAsync($"{Policies}/{policyId}/enforce", "")).Expect(200);

        Assert.That(run.Json.AsObject().Select(field => field.Key), Is.EqualTo(new[] { "run_id", "shortened", "lowered", "revoked" }));
        Assert.That((run.Value("shortened"), run.Value("lowered"), run.Value("revoked")), Is.EqualTo(("2", "2", "1")));
        Assert.That(await Server.VerifyAsync(new { token = client.Token }), Is.EqualTo("REVOKED"));
        Assert.That(await LimitsAsync(longId), Is.EqualTo((7.0, "5", "10")));
        Assert.That(await LimitsAsync(fast), Is.EqualTo((3.0, "5", "4")));
        Assert.That(await LimitsAsync(both), Is.EqualTo((7.0, "5", "10")));
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{outside}")).Value("revoked_reason"), Is.EqualTo("policy_enforcement"));
        Assert.That((await Server.Admin.GetAsync($"{Place.Tokens}/{fine}")).Text, Is.EqualTo(untouched));

        using var database = Server.OpenSqlite();
        var events = AuditTrail.Of(database, Place.OrganizationId).TakeLast(5).ToList();
        Assert.That(events.Select(audited => audited.Entry.Action), Is.EqualTo(new[]
        {
            "app_token_policy.enforced", "app_token.updated", "app_token.updated", "app_token.updated", "app_token.revoked",
        }));
        Assert.That(events.Select(audited => audited.Entry.Changes), Is.All.Contains(run.Value("run_id")!));
        AuditTrail.AssertIntact(database, Place.OrganizationId);

        // What was held to the policy once needs nothing more.
        var again = (await Server.Admin.PostAsync($"{Policies}/{policyId}/enforce", "")).Expect(200);
        Assert.That((again.Value("shortened"), again.Value("lowered"), again.Value("revoked")), Is.EqualTo(("0", "0", "0")));
    }

    [Test]
    public async Task Enforce_WhenPolicyIsTheDefault_SparesAppsWithTheirOwn()
    {
        var own = Place with { AppId = await Server.AppAsync(Place.OrganizationId) };
        await Server.PolicyAsync(own, new { });
        await Server.IssueAsync(own, new { name = "own" });
        await Server.IssueAsync(Place, new { name = "governed" });
        var policyId = (await Server.Admin.PostAsync(Policies, new { max_ttl_days = 1 })).Expect(201).Value("policy_id");

        Assert.That((await Server.Admin.PostAsync($"{Policies}/{policyId}/enforce", "")).Expect(200).Value("shortened"), Is.EqualTo("1"));
        Assert.That((await Server.Admin.GetAsync(own.Tokens)).Value("tokens.0.expires_at"), Is.Null);
    }

    [Test]
    public async Task Enforce_WhenALifeIsOverByThePolicy_EndsItNow()
    {
        using (var database = Server.OpenSqlite())
        {
            ManyTokens.Add(database, Place.OrganizationId, Place.AppId, 1, TimeProvider.System.GetUtcNow().AddDays(-30));
        }

        var policyId = await Server.PolicyAsync(Place, new { max_ttl_days = 7 });
        (await Server.Admin.PostAsync($"{Policies}/{policyId}/enforce", "")).Expect(200);
        Assert.That((await Server.Admin.GetAsync(Place.Tokens)).Value("tokens.0.status"), Is.EqualTo("expired"));
    }

    [Test]
    public async Task Enforce_WhenManyTokensAndOthersWrite_HoldsNobodyAndLosesNothing()
    {
        const int Count = 2500;
        using (var database = Server.OpenSqlite())
        {
            ManyTokens.Add(database, Place.OrganizationId, Place.AppId, Count, TimeProvider.System.GetUtcNow());
        }

        var policyId = await Server.PolicyAsync(Place, new { max_ttl_days = 7 });
        var enforcing = Server.Admin.PostAsync($"{Policies}/{policyId}/enforce", "");
        for (var i = 0; i < 5; i++)
        {
            await Server.IssueAsync(Place, new { name = "meanwhile" });
        }

        Assert.That((await enforcing).Expect(200).Value("shortened"), Is.EqualTo($"{Count}"));
        using var after = Server.OpenSqlite();
        Assert.That(ManyTokens.Count(after, $"SELECT COUNT(*) FROM audit_events WHERE chain_id = '{Place.OrganizationId}' AND action = 'app_token.updated'"), Is.EqualTo(Count));
        AuditTrail.AssertIntact(after, Place.OrganizationId);
    }

    [Test]
    public async Task Enforce_WhenAnotherProcessDoesTheSameRun_CountsNothingTwice()
    {
        const int Count = 1500;
        using (var database = Server.OpenSqlite())
        {
            ManyTokens.Add(database, Place.OrganizationId, Place.AppId, Count, TimeProvider.System.GetUtcNow());
        }

        var policyId = await Server.PolicyAsync(Place, new { max_ttl_days = 7 });
        var enforcing = Server.Admin.PostAsync($"{Policies}/{policyId}/enforce", "");
        while (!enforcing.IsCompleted)
        {
            await using var scope = Server.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IUnfinishedWork>().FinishAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
        }

        Assert.That((await enforcing).Expect(200).Value("shortened"), Is.EqualTo($"{Count}"));
        using var after = Server.OpenSqlite();
        Assert.That(ManyTokens.Count(after, $"SELECT COUNT(*) FROM audit_events WHERE chain_id = '{Place.OrganizationId}' AND action = 'app_token.updated'"), Is.EqualTo(Count));
    }

    [Test]
    public async Task Enforce_WhenTheProcessIsKilledHalfWay_TheNextOneFinishesInItsName()
    {
        const int Count = 10_000;
        var folder = TestFolders.Create();
        var token = TokenSecret.Generate(SecretKind.Personal).Reveal();
        string organizationId, actorId;
        using (var first = ProcessRun.Start(folder, "--urls http://127.0.0.1:0", ("Bootstrap__AdminToken", token)))
        {
            using var http = ClientOf(await first.ReadToAsync("Application started"), token);
            organizationId = await FieldAsync(http, "/v1/orgs", "organization_id");
            actorId = await FieldAsync(http, "/v1/me", "user_id");
            var appId = await FieldAsync(http, $"/v1/orgs/{organizationId}/apps", "app_id");
            await using var database = Open(folder);
            ManyTokens.Add(database, organizationId, appId, Count, TimeProvider.System.GetUtcNow(), """["orders:read"]""");
            using var rules = new StringContent("""{"max_ttl_days":7,"max_rate_limit_rps":5}""", new MediaTypeHeaderValue("application/json"));
            using var policy = await http.PostAsync(new Uri($"/v1/orgs/{organizationId}/app-token-policies", UriKind.Relative), rules);
            var policyId = Field(await policy.Content.ReadAsStringAsync(), "policy_id");
            var enforcing = http.PostAsync(new Uri($"/v1/orgs/{organizationId}/app-token-policies/{policyId}/enforce", UriKind.Relative), null);
            while (Changed(database) == 0 && !enforcing.IsCompleted)
            {
                await Task.Yield();
            }

            first.Kill();
            Assert.That(async () => await enforcing, Throws.InstanceOf<HttpRequestException>());
            Assert.That(Changed(database), Is.GreaterThan(0).And.LessThan(Count));
        }

        using var second = ProcessRun.Start(folder, "--urls http://127.0.0.1:0");
        using var again = ClientOf(await second.ReadToAsync("Application started"), token);
        await using var after = Open(folder);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (ManyTokens.Count(after, "SELECT COUNT(*) FROM policy_runs WHERE finished_at IS NULL") > 0)
        {
            await Task.Delay(50, patience.Token);
        }

        Assert.That(Changed(after), Is.EqualTo(Count));
        Assert.That(ManyTokens.Count(after, "SELECT COUNT(*) FROM tokens WHERE rate_limit_rps = 5 AND expires_at IS NOT NULL"), Is.EqualTo(Count));
        Assert.That(ManyTokens.Count(after, $"SELECT COUNT(*) FROM policy_runs WHERE shortened = {Count} AND lowered = {Count} AND revoked = 0"), Is.EqualTo(1));
        Assert.That(ManyTokens.Count(after, $"SELECT COUNT(DISTINCT target_id) FROM audit_events WHERE action = 'app_token.updated' AND actor_id = '{actorId}'"), Is.EqualTo(Count));
        Assert.That(ManyTokens.Count(after, "SELECT COUNT(*) FROM audit_events WHERE action = 'app_token.updated'"), Is.EqualTo(Count));
        Assert.That(ManyTokens.Count(after, "SELECT COUNT(*) FROM audit_events WHERE action = 'app_token_policy.enforced'"), Is.EqualTo(1));
        Assert.That(await again.GetStringAsync(new Uri($"/v1/orgs/{organizationId}/audit-events/verify", UriKind.Relative)), Does.StartWith("""{"valid":true"""));
    }

    private static long Changed(SqliteConnection database) =>
        ManyTokens.Count(database, "SELECT COUNT(*) FROM tokens WHERE kind = 'app' AND version = 2");

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "data", "tokenplatform.db")};Default Timeout=30");
        connection.Open();
        return connection;
    }

    private static HttpClient ClientOf(string output, string token)
    {
        var http = new HttpClient { BaseAddress = new Uri(Address().Match(output).Value) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static async Task<string> FieldAsync(HttpClient http, string path, string field) =>
        Field(await http.GetStringAsync(new Uri(path, UriKind.Relative)), field);

    private static string Field(string json, string field) => Regex.Match(json, $"\"{field}\":\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    /// <summary>How many days it lives, its rate and its burst.</summary>
    private async Task<(double Days, string? Rate, string? Burst)> LimitsAsync(string id)
    {
        var token = (await Server.Admin.GetAsync($"{Place.Tokens}/{id}")).Expect(200);
        var life = (DateTimeOffset)token.Json["expires_at"]! - (DateTimeOffset)token.Json["issued_at"]!;
        return (life.TotalDays, token.Value("rate_limit_rps"), token.Value("rate_limit_burst"));
    }

    private string Dump()
    {
        using var database = Server.OpenSqlite();
        using var command = database.CreateCommand();
        command.CommandText = """
            SELECT (SELECT group_concat(token_id || version || coalesce(expires_at, '') || coalesce(revoked_at, '')) FROM tokens)
                || (SELECT group_concat(hash) FROM chains WHERE chain_id <> '00000000-0000-0000-0000-000000000001') || (SELECT COUNT(*) FROM app_token_policies)
            """;
        return command.ExecuteScalar()!.ToString()!;
    }
}
