using System.Data.Common;
using System.Security.Cryptography;

namespace TokenPlatform.Api.Tests.Families;

/// <summary>Lists are walked to the end while they grow: what was there at the start comes once each, newest first.</summary>
[TestFixture]
public sealed class ListWalkTests
{
    private const int Rows = 500;

    private static readonly string[] s_lists = ["tokens", "policies", "apps", "members", "users", "organizations"];

    private PlatformServer _server = null!;
    private Place _place = null!;
    private int _number;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _server = new PlatformServer();
        _place = await _server.PlaceAsync();
        await using var database = _server.OpenDatabase();
        await using var transaction = await database.BeginTransactionAsync();
        for (var row = 0; row < Rows; row++)
        {
            Seed(transaction, row);
        }

        await transaction.CommitAsync();
    }

    [OneTimeTearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [Test]
    public async Task Walk_WhenRowsAreAdded_RepeatsNothingAndMissesNothing([ValueSource(nameof(s_lists))] string list, [Values(7, 50, 200)] int limit)
    {
        var before = Ids(list);
        var walked = new List<string>();
        string? cursor = null;
        do
        {
            var page = _server.Admin.GetAsync($"{PathOf(list)}?limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}");
            var adding = AddAsync(list);
            var answer = (await page).Expect(200);
            await adding;
            var ids = answer.Json[list]!.AsArray().Select(item => (string)item![IdOf(list)]!).ToList();
            walked.AddRange(ids);
            cursor = answer.Value("next_cursor");
            Assert.That(answer.Value("has_more") == "true", Is.EqualTo(cursor is not null));
            Assert.That(ids, Has.Count.EqualTo(limit).Or.Count.LessThan(cursor is null ? limit : 0));
        }
        while (cursor is not null);

        // The first page may have seen what was added beside it, and no other page anything new.
        Assert.That(before, Has.Count.GreaterThanOrEqualTo(Rows));
        Assert.That(walked, Is.Unique);
        Assert.That(walked.Except(before, StringComparer.Ordinal).Count(), Is.LessThanOrEqualTo(1));
        Assert.That(walked.Where(before.ToHashSet(StringComparer.Ordinal).Contains), Is.EqualTo(before));
    }

    [Test]
    public async Task Policies_WhenWalked_TotalCountsTheWholeList()
    {
        var count = Ids("policies").Count;
        var first = (await _server.Admin.GetAsync($"{PathOf("policies")}?limit=3")).Expect(200);
        var next = (await _server.Admin.GetAsync($"{PathOf("policies")}?limit=3&cursor={first.Value("next_cursor")}")).Expect(200);
        Assert.That(first.Value("total"), Is.EqualTo($"{count}"));
        Assert.That(next.Value("total"), Is.EqualTo($"{count}"));
        await AddAsync("policies");
        Assert.That((await _server.Admin.GetAsync(PathOf("policies"))).Value("total"), Is.EqualTo($"{count + 1}"));
        var appId = first.Value("policies.0.app_id");
        Assert.That((await _server.Admin.GetAsync($"{PathOf("policies")}?app_id={appId}")).Value("total"), Is.EqualTo("1"));
    }

    [Test]
    public async Task Cursor_WhenACharacterIsAnother_IsRefused([ValueSource(nameof(s_lists))] string list)
    {
        var cursor = await CursorAsync(list);
        for (var at = 0; at < cursor.Length; at++)
        {
            var other = cursor[at] == 'A' ? 'B' : 'A';
            await AssertRefusedAsync(list, $"{cursor[..at]}{other}{cursor[(at + 1)..]}");
        }
    }

    [Test]
    public async Task Cursor_WhenBroken_IsRefused([ValueSource(nameof(s_lists))] string list)
    {
        var cursor = await CursorAsync(list);
        foreach (var broken in (string[])["", cursor[..^1], cursor[1..], cursor + "=", cursor + "==", cursor + "A", " " + cursor, "1", "null", "é"])
        {
            await AssertRefusedAsync(list, broken);
        }
    }

    [Test]
    public async Task Cursor_WhenOfAnotherList_IsRefused([ValueSource(nameof(s_lists))] string list)
    {
        foreach (var other in s_lists.Except([list], StringComparer.Ordinal))
        {
            await AssertRefusedAsync(list, await CursorAsync(other));
        }
    }

    [TestCase("tokens")]
    [TestCase("policies")]
    [TestCase("apps")]
    [TestCase("members")]
    public async Task Cursor_WhenOfAnotherOrganization_IsRefused(string list)
    {
        var other = await _server.PlaceAsync();
        var path = PathOf(list).Replace(_place.OrganizationId, other.OrganizationId, StringComparison.Ordinal)
            .Replace(_place.AppId, other.AppId, StringComparison.Ordinal);
        await AssertRefusedAsync(path, list, await CursorAsync(list));
    }

    private async Task<string> CursorAsync(string list) =>
        (await _server.Admin.GetAsync($"{PathOf(list)}?limit=5")).Expect(200).Value("next_cursor")!;

    private Task AssertRefusedAsync(string list, string cursor) => AssertRefusedAsync(PathOf(list), list, cursor);

    private async Task AssertRefusedAsync(string path, string list, string cursor)
    {
        var answer = (await _server.Admin.GetAsync($"{path}?cursor={Uri.EscapeDataString(cursor)}")).Expect(422);
        Assert.That(answer.Json["detail"]!.AsArray(), Has.Count.EqualTo(1), list);
        Assert.That(answer.Value("detail.0.type"), Is.EqualTo("value_error"));
        Assert.That(answer.Json["detail"]![0]!["loc"]!.ToJsonString(), Is.EqualTo("""["query","cursor"]"""));
        Assert.That(answer.Value("detail.0.input"), Is.EqualTo(cursor));
    }

    private string PathOf(string list) => list switch
    {
        "tokens" => _place.Tokens,
        "policies" => $"{_place.Organization}/app-token-policies",
        "users" => "/v1/users",
        "organizations" => "/v1/orgs",
        _ => $"{_place.Organization}/{list}",
    };

    private static string IdOf(string list) => list switch
    {
        "tokens" => "token_id",
        "policies" => "policy_id",
        "apps" => "app_id",
        "organizations" => "organization_id",
        _ => "user_id",
    };

    /// <summary>What the list has now, newest first, read beneath the product.</summary>
    private List<string> Ids(string list)
    {
        var where = list switch
        {
            "tokens" => $"tokens WHERE app_id = '{_place.AppId}'",
            "policies" => $"app_token_policies WHERE organization_id = '{_place.OrganizationId}'",
            "apps" or "members" => $"{list} WHERE organization_id = '{_place.OrganizationId}'",
            _ => list,
        };
        using var database = _server.OpenDatabase();
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // Nothing of a caller's is in it.
        command.CommandText = $"SELECT {IdOf(list)} FROM {where} ORDER BY seq DESC";
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        var ids = new List<string>();
        while (row.Read())
        {
            ids.Add(row[0].ToString()!);
        }

        return ids;
    }

    private async Task AddAsync(string list)
    {
        var unique = $"added-{Interlocked.Increment(ref _number)}";
        object body = list switch
        {
            "policies" => new { app_id = await _server.AppAsync(_place.OrganizationId) },
            "members" => new { user_id = await AddUserAsync(unique), role = "viewer" },
            "users" => new { email = $"{unique}@example.com", name = unique },
            "organizations" => new { name = unique, sub_domain = unique },
            _ => new { name = unique },
        };
        (await _server.Admin.PostAsync(PathOf(list), body)).Expect(201);
    }

    private async Task<string> AddUserAsync(string unique) =>
        (await _server.Admin.PostAsync("/v1/users", new { email = $"{unique}@example.com", name = unique })).Expect(201).Value("user_id")!;

    /// <summary>A row of each list.</summary>
    private void Seed(DbTransaction transaction, int row)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO organizations (organization_id, name, sub_domain, created_at) VALUES (@organization, @name, @name, @now);
            INSERT INTO users (user_id, email, name, is_platform_admin, created_at) VALUES (@user, @email, @name, 0, @now);
            INSERT INTO members (organization_id, user_id, role, created_at) VALUES (@place, @user, 'viewer', @now);
            INSERT INTO apps (app_id, organization_id, name, created_at) VALUES (@app, @place, @name, @now);
            INSERT INTO app_token_policies (policy_id, organization_id, app_id, requires_admin_approval, created_at, updated_at, version)
            VALUES (@policy, @place, @app, 0, @now, @now, 1);
            INSERT INTO tokens (token_id, secret_hash, kind, organization_id, app_id, name, prefix, scopes, permissions, workspace_ids,
                namespace_ids, environment_ids, endpoint_paths, authorized_ip_addresses, approval, issued_at, version)
            VALUES (@token, @hash, 'app', @place, @placeApp, @name, 'tka_seeded', '[]', '[]', '[]', '[]', '[]', '[]', '[]', 'not_required', @now, 1);
            """;
        foreach (var id in (string[])["@organization", "@user", "@app", "@policy", "@token"])
        {
            command.Add(id, Guid.NewGuid().ToString());
        }

        command.Add("@place", _place.OrganizationId);
        command.Add("@placeApp", _place.AppId);
        command.Add("@name", $"seeded-{row}");
        command.Add("@email", $"seeded-{row}@example.com");
        command.Add("@hash", RandomNumberGenerator.GetBytes(32));
        command.Add("@now", new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
        command.ExecuteNonQuery();
    }
}
