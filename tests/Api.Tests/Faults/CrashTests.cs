using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TokenPlatform.Api.Tests.OAuth;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Faults;

/// <summary>The real program, killed again and again while it writes: what it acknowledged is there, whole and once.</summary>
public sealed class CrashTests
{
    private const string KillsVariable = "TOKENPLATFORM_TEST_KILLS";
    private const int KillsUnlessSet = 3;
    private const int Writers = 6;
    private const int AcknowledgedBeforeAKill = 60;

    private readonly string _admin = TokenSecret.Generate(SecretKind.Personal).Reveal();

    /// <summary>What verification may say of each secret that was ever handed out.</summary>
    private readonly ConcurrentDictionary<string, string[]> _expected = new();
    private readonly ConcurrentDictionary<string, int> _acknowledged = new();
    private int _unknown;
    private Place? _place;

    [Test]
    public async Task Kill_WhenItComesUnderLoad_LosesNothingThatWasAcknowledged()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable(KillsVariable) ?? $"{KillsUnlessSet}", CultureInfo.InvariantCulture);
        using var store = TestStore.Create();
        var began = Stopwatch.GetTimestamp();
        for (var kill = 0; kill < kills; kill++)
        {
            using var run = Start(store);
            var client = await ClientOfAsync(run);
            _place ??= await FoundAsync(client);
            await AssertKeptAsync(client, store);
            await WriteUntilKilledAsync(run, client, _place);
        }

        using var last = Start(store);
        await AssertKeptAsync(await ClientOfAsync(last), store);
        var deeds = string.Join(", ", _acknowledged.OrderBy(deed => deed.Key, StringComparer.Ordinal).Select(deed => $"{deed.Value} {deed.Key}"));
        await TestContext.Out.WriteLineAsync(
            $"{kills} kills in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s; acknowledged: {deeds}; cut short: {_unknown}; lost: 0");
        Assert.That(_unknown, Is.GreaterThan(0), "A kill has to come in the midst of requests");
    }

    private static async Task<Place> FoundAsync(Client client)
    {
        var organizationId = (await client.PostAsync("/v1/orgs", new { name = "Acme", sub_domain = "acme" })).Expect(201).Value("organization_id")!;
        var appId = (await client.PostAsync($"/v1/orgs/{organizationId}/apps", new { name = "Shop" })).Expect(201).Value("app_id")!;
        return new Place(organizationId, appId);
    }

    private static void AssertNone(TestStore store, string sql)
    {
        using var database = store.Open();
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // Nothing of a caller's is in it.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.That(Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture), Is.Zero, sql);
    }

    private ProcessRun Start(TestStore store) => ProcessRun.Start(
        TestFolders.Create(),
        "--urls http://127.0.0.1:0",
        [
            .. store.Settings.Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)),
            ("Bootstrap__AdminToken", _admin),

            // Nobody reads what it prints, and a full pipe would stop it.
            ("Serilog__MinimumLevel__Default", "Error"),
        ]);

    private async Task<Client> ClientOfAsync(ProcessRun run) => new(ProcessRun.AddressIn(await run.ReadToAsync("Application started")), _admin);

    private async Task WriteUntilKilledAsync(ProcessRun run, Client client, Place place)
    {
        var before = _acknowledged.Values.Sum();
        var writers = Enumerable.Range(0, Writers).Select(writer => WriteAsync(client, place, writer)).ToList();
        while (_acknowledged.Values.Sum() < before + AcknowledgedBeforeAKill && !writers.Exists(writer => writer.IsCompleted))
        {
            await Task.Delay(1);
        }

        run.Kill();
        await Task.WhenAll(writers);
    }

    /// <summary>Creates tokens and does one thing more to each, until no answer comes.</summary>
    private async Task WriteAsync(Client client, Place place, int from)
    {
        try
        {
            for (var number = from; ; number++)
            {
                var issued = (await client.PostAsync(place.Tokens, new { name = "t", token_type = "service", issue_refresh_token = true })).Expect(201);
                var secret = issued.Value("plaintext_token")!;
                _expected[secret] = ["VALID"];
                Acknowledge("creates");
                await ((number % 4) switch
                {
                    0 => RotateAsync(client, $"{place.Tokens}/{issued.Value("token.token_id")}"),
                    1 => RefreshAsync(client, secret, issued.Value("refresh_token_plaintext")!),
                    2 => RevokeAsync(client, $"{place.Tokens}/{issued.Value("token.token_id")}", secret),
                    _ => Task.CompletedTask,
                });
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            // It may have been done or not. The store must say one of the two, and the events the same.
            Interlocked.Increment(ref _unknown);
        }
    }

    /// <summary>The secret from before stays good through the overlap, whether or not the answer came.</summary>
    private async Task RotateAsync(Client client, string token)
    {
        var rotated = (await client.PostAsync($"{token}/rotate", new { overlap_seconds = 86_400 })).Expect(200);
        _expected[rotated.Value("plaintext_token")!] = ["VALID"];
        Acknowledge("rotations");
    }

    private async Task RefreshAsync(Client client, string secret, string refreshToken)
    {
        _expected[secret] = ["VALID", "NOT_FOUND"];
        var refreshed = (await client.FormAsync("/oauth2/token", ("grant_type", "refresh_token"), ("refresh_token", refreshToken))).Expect(200);
        _expected[refreshed.Value("access_token")!] = ["VALID"];
        _expected[secret] = ["NOT_FOUND"];
        Acknowledge("refreshes");
    }

    private async Task RevokeAsync(Client client, string token, string secret)
    {
        _expected[secret] = ["VALID", "REVOKED"];
        (await client.DeleteAsync(token)).Expect(204);
        _expected[secret] = ["REVOKED"];
        Acknowledge("revocations");
    }

    private void Acknowledge(string deed) => _acknowledged.AddOrUpdate(deed, 1, (_, count) => count + 1);

    private async Task AssertKeptAsync(Client client, TestStore store)
    {
        await Parallel.ForEachAsync(_expected, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (entry, _) =>
            Assert.That(entry.Value, Does.Contain((await client.PostAsync("/v1/tokens/verify", new { token = entry.Key })).Expect(200).Value("code"))));

        AssertNone(store, "SELECT COUNT(*) FROM tokens WHERE kind = 'app' AND 1 <> (SELECT COUNT(*) FROM audit_events WHERE action = 'app_token.created' AND target_id = token_id)");
        AssertNone(store, "SELECT COUNT(*) FROM audit_events WHERE action LIKE 'app_token.%' AND NOT EXISTS (SELECT 1 FROM tokens WHERE token_id = target_id)");
        AssertNone(store, """
            SELECT COUNT(*) FROM tokens WHERE kind = 'app' AND CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END
                <> (SELECT COUNT(*) FROM audit_events WHERE action = 'app_token.revoked' AND target_id = token_id)
            """);
        AssertNone(store, "SELECT COUNT(*) FROM tokens WHERE kind = 'app' AND version <> (SELECT COUNT(*) FROM audit_events WHERE target_id = token_id)");
        foreach (var chain in new[] { _place!.Organization, "/v1" })
        {
            Assert.That((await client.GetAsync($"{chain}/audit-events/verify")).Expect(200).Value("valid"), Is.EqualTo("true"));
        }
    }
}
