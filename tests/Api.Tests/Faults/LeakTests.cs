using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Faults;

/// <summary>
/// Secrets of every kind go through every family, rightly and wrongly. Each is in the one answer that issued it, and
/// nowhere else: not in another answer, the log at its most talkative, a trace, the metrics, the audit trail or the store's files.
/// </summary>
public sealed class LeakTests
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string ApiTokens = "/core/v1/organizations/organization/api_tokens";

    private readonly Dictionary<string, string> _secrets = [];
    private readonly StringBuilder _answers = new();
    private string _folder = null!;
    private Uri _address = null!;
    private ProcessRun _run = null!;
    private string _console = null!;
    private Task<string> _log = null!;
    private Client _admin = null!;
    private string _organization = null!;
    private string _app = null!;

    private static string Foreign(SecretKind kind) => TokenSecret.Generate(kind).Reveal();

    // Not beside the store, whose files are looked through as they lie there.
    private string Traces => $"{_folder}.traces";

    private string Tokens => $"/v1/orgs/{_organization}/apps/{_app}/tokens";

    [SetUp]
    public async Task Start()
    {
        _secrets.Clear();
        _answers.Clear();
        _folder = TestFolders.Create();
        var token = Keep("administrator's token", Foreign(SecretKind.Personal));
        _run = ProcessRun.Start(
            _folder,
            "--urls http://127.0.0.1:0",
            [
                ("Bootstrap__AdminToken", token),
                ("Bootstrap__AdminPassword", Keep("administrator's password", Password())),
                ("Audit__Key", Keep("audit key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))),
                ("Serilog__MinimumLevel__Default", "Verbose"),
                ("Serilog__MinimumLevel__Override__Microsoft.AspNetCore", "Verbose"),
                .. StartupHook.Settings(Traces),
            ]);
        _console = await _run.ReadToAsync("Content root path");
        _address = new Uri((string)LogLines.Of(_console).Single(entry => entry["properties"]!["address"] is not null)["properties"]!["address"]!);
        _log = ReadLogAsync();
        _admin = new Client(_address, token);
        _organization = (await _admin.PostAsync("/v1/orgs", """{"name":"Acme","sub_domain":"acme"}""")).Expect(201).Value("organization_id")!;
        _app = (await _admin.PostAsync($"/v1/orgs/{_organization}/apps", """{"name":"Shop"}""")).Expect(201).Value("app_id")!;
    }

    [TearDown]
    public async Task Stop()
    {
        // Its console ends with the process.
        _run.Dispose();
        await Task.WhenAny(_log);
        _log.Dispose();
        File.Delete(Traces);
    }

    [Test]
    public async Task Secrets_WhenUsedRightlyAndWrongly_AreInTheAnswerThatIssuedThemAndNowhereElse()
    {
        var named = Foreign(SecretKind.App);
        var (appToken, refresh) = await IssueAsync();
        await ShowEverywhereAsync(appToken, refresh);
        await ShowEverywhereAsync(Keep("unknown token", Foreign(SecretKind.App)), Keep("unknown refresh token", Foreign(SecretKind.Refresh)));
        await UsePasswordsAsync();
        await NameATokenLikeOneAsync(named);
        await ReadEverythingAsync();
        AssertNowhere("the answers", _answers.ToString());

        var files = FilesOfTheStore();
        await BreakAsync(appToken);
        AssertNowhere("the log", _console);
        AssertNowhere("the traces", await ReadTracesAsync());
        AssertNowhere("the answers to what broke", _answers.ToString());
        AssertNowhere("the store's files", files, isStore: true);
        Assert.That(_console, Does.Not.Contain(named[10..]), "the log masks what looks like a token, even a name");
        Assert.That(_console, Does.Contain("no such table"), "the log tells of what broke");
    }

    /// <summary>Issues every kind, in every way.</summary>
    private async Task<(string Access, string Refresh)> IssueAsync()
    {
        var key = ("Idempotency-Key", Keep("token for an Idempotency-Key", Foreign(SecretKind.App)));
        var body = """{"name":"x","token_type":"service","permissions":["*:*"],"issue_refresh_token":true}""";
        var created = await IssueAsync(201, await _admin.SendAsync(HttpMethod.Post, Tokens, body, key), "plaintext_token", "refresh_token_plaintext");
        Note(await _admin.SendAsync(HttpMethod.Post, Tokens, body, key), 409);
        Note(await _admin.SendAsync(HttpMethod.Post, Tokens, """{"name":"y"}""", key), 422);
        var id = created.Value("token.token_id");
        var rotated = await IssueAsync(200, await _admin.PostAsync($"{Tokens}/{id}/rotate", """{"overlap_seconds":60}"""), "plaintext_token", "refresh_token_plaintext");
        var nobody = new Client(_address, null);
        var form = Form(("grant_type", "refresh_token"), ("refresh_token", rotated.Value("refresh_token_plaintext")!));
        var renewed = await IssueAsync(200, await nobody.SendBytesAsync(HttpMethod.Post, "/oauth2/token", form, FormType), "access_token", "refresh_token");

        await IssueAsync(201, await _admin.PostAsync("/api/v1/access-tokens", """{"name":"x"}"""), "plaintext");
        var login = JsonSerializer.Serialize(new { email = "admin@localhost", password = _secrets["administrator's password"] });
        await IssueAsync(200, await nobody.PostAsync("/api/v1/auth/login", login), "plaintext");
        var organizations = await IssueAsync(200, await _admin.PostAsync(ApiTokens, new { organization = new { id = _organization }, properties = new { name = "x", scopes = new[] { "orders" } } }), "api_token.secret");
        var lookup = new { api_token = new { id = organizations.Value("api_token.id") } };
        await IssueAsync(200, await _admin.PostAsync("/core/v1/api_tokens/api_token/regenerate_secret", lookup), "api_token.secret");
        return (renewed.Value("access_token")!, renewed.Value("refresh_token")!);
    }

    /// <summary>An answer that issues: each secret stands in its body once, and in its cookie.</summary>
    private Task<Answer> IssueAsync(int status, Answer answer, params string[] fields)
    {
        answer.Expect(status);
        var rest = answer.Text;
        foreach (var field in fields)
        {
            var secret = Keep($"{field} of {answer.Message.RequestMessage!.RequestUri!.AbsolutePath}", answer.Value(field)!);
            Assert.That(rest.Split(secret), Has.Length.EqualTo(2), $"{field} stands in its answer once");
            rest = rest.Replace(secret, string.Empty, StringComparison.Ordinal);
        }

        Assert.That(answer.Header("Cache-Control"), Does.Contain("no-store"));
        _answers.AppendLine(rest);
        return Task.FromResult(answer);
    }

    /// <summary>Sends a token wherever one can stand, mostly where none should.</summary>
    private async Task ShowEverywhereAsync(string token, string refresh)
    {
        var nobody = new Client(_address, null);
        string[] paths =
        [
            $"/{token}", $"/v1/{token}?{refresh}={token}", $"/v1/me?token={token}", $"/v1/orgs/{token}", $"{Tokens}/{token}", $"{Tokens}?cursor={token}&limit={token}&status={token}&owner_id={refresh}",
            $"/v1/orgs/{_organization}/audit-events?action={token}&since={refresh}", $"/v1/audit-events/verify?sequence=1&hash={token}", $"/api/v1/access-tokens/{token}", $"/api/v1/access-tokens?tokenType={token}&cursor={refresh}", $"/api/v1/{token}",
            $"{ApiTokens}?organization[id]={token}", $"{ApiTokens}?organization[sub_domain]={token}", $"{ApiTokens}?organization[{token}]=x&page={refresh}", $"{ApiTokens}?organization[id]={_organization}&annotations[][key]={token}", $"/core/v1/{token}",
            $"/gateway/authorize/{token}?org_id={_organization}&permission={token}", $"/gateway/authorize?org_id={token}", $"/oauth2/{token}", $"/health/{token}", $"/docs/{token}", $"/v1/tkp%255F{token[4..]}",
        ];
        foreach (var path in paths)
        {
            Note(await _admin.GetAsync(path));
            Note(await nobody.GetAsync(path));
        }

        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"x:{token}"));
        (string, string)[] headers =
        [
            ("Authorization", token), ("Authorization", $"Bearer {token} {refresh}"), ("Authorization", $"Basic {basic}"), ("Authorization", $"Bearer {refresh}"), ("X-API-Key", $" {token},"), ("Cookie", $"vai_token={token}; {refresh}={token}"),
            ("X-Request-Id", token), ("X-Request-Id", $"a-{refresh}"), ("User-Agent", token), ("Referer", $"https://x/{token}"), ("Origin", $"https://{token}"), ("If-Match", $"\"{token}\""), ("Accept", token), ("Content-Type", token),
            ("traceparent", token), ("X-Forwarded-For", token), ("X-Original-URI", $"/a?t={token}"), ("X-Forwarded-Uri", $"/{refresh}"), ("Idempotency-Key", $"{token}-{new string('x', 300)}"), ("Host", token.Replace('_', '-')),
        ];
        foreach (var header in headers)
        {
            foreach (var path in (string[])["/v1/me", $"/gateway/authorize?org_id={_organization}", "/api/v1/access-tokens", ApiTokens, $"{Tokens}/{Guid.NewGuid()}"])
            {
                Note(await nobody.SendAsync(HttpMethod.Get, path, null, header));
            }

            Note(await _admin.SendAsync(HttpMethod.Post, Tokens, """{"name":5}""", header));
        }

        string[] bodies =
        [
            $"{token}", $"\"{token}\"", $"[\"{token}\"]", $$"""{"{{token}}":"{{refresh}}"}""", $$"""{"token":["{{token}}"],"name":["{{token}}"]}""", $$"""{"token":{"{{token}}":1},"cost":"{{refresh}}"}""",
            $$"""{"name":{"password":"{{token}}","{{refresh}}":["{{token}}"]},"expires_at":"{{token}}","permissions":["{{token}}!"]}""", $$"""{"email":"{{token}}","password":{"x":"{{token}}"},"role":"{{refresh}}","sub_domain":"{{token}}"}""",
            $$"""{"organization":{"id":"{{token}}","sub_domain":"{{refresh}}"},"properties":{"name":["{{token}}"],"scopes":["{{token}}!"]} }""", $$"""{"api_token":{"id":"{{token}}"},"properties":"{{refresh}}"}""",
            $$"""{"name":"x","expires_in_days":"{{token}}","owner_id":"{{refresh}}","endpoint_paths":["{{token}}"],"authorized_ip_addresses":["{{token}}"]}""", $$"""{"name":"\ud800{{token}}" {{refresh}}""",
        ];
        string[] routes =
        [
            Tokens, $"{Tokens}/{Guid.NewGuid()}/rotate", "/v1/tokens/verify", "/v1/users", "/v1/orgs", $"/v1/orgs/{_organization}/apps", $"/v1/orgs/{_organization}/members", $"/v1/orgs/{_organization}/app-token-policies/preview",
            "/api/v1/access-tokens", "/api/v1/auth/login", "/api/v1/auth/password", ApiTokens, "/core/v1/api_tokens/api_token/regenerate_secret",
        ];
        foreach (var route in routes)
        {
            foreach (var body in bodies)
            {
                Note(await _admin.PostAsync(route, body));
            }
        }

        await AskAsPermissionAsync(token);
        foreach (var route in (string[])["/oauth2/introspect", "/oauth2/token", "/oauth2/revoke"])
        {
            Note(await _admin.SendBytesAsync(HttpMethod.Post, route, Form(("grant_type", token), (token, refresh), ("scope", token), ("token_type_hint", refresh), ("refresh_token", token)), FormType));
            Note(await _admin.SendBytesAsync(HttpMethod.Post, route, Encoding.UTF8.GetBytes(token), token));
            Note(await nobody.SendBytesAsync(HttpMethod.Post, route, Form(("token", $"{token}x")), FormType, ("Authorization", $"Basic {basic}x")));
        }

        Note(await _admin.SendBytesAsync(HttpMethod.Post, "/oauth2/introspect", Form(("token", token)), FormType), 200);
        Note(await _admin.PostAsync("/v1/tokens/verify", new { token }), 200);
        Note(await _admin.PostAsync("/v1/tokens/verify", new { token = refresh }), 200);
        Note(await new Client(_address, token).GetAsync(Tokens));
    }

    /// <summary>A token may be spelled as a permission, and refusals name permissions.</summary>
    private async Task AskAsPermissionAsync(string token)
    {
        var issuer = await _admin.PostAsync(Tokens, """{"name":"issuer","token_type":"service","permissions":["app_tokens:write","api_tokens:write"]}""");
        var client = new Client(_address, Keep("issuer", issuer.Expect(201).Value("plaintext_token")!));
        Note(await client.PostAsync(Tokens, new { name = "x", token_type = "service", permissions = new[] { token } }), 403);
        Note(await client.PostAsync(ApiTokens, new { organization = new { id = _organization }, properties = new { name = "x", scopes = new[] { token } } }), 403);
        var app = (await _admin.PostAsync($"/v1/orgs/{_organization}/apps", """{"name":"Strict"}""")).Expect(201).Value("app_id");
        Note(await _admin.PostAsync($"/v1/orgs/{_organization}/app-token-policies", new { app_id = app, allowed_permissions = new[] { "orders:read" } }), 201);
        Note(await _admin.PostAsync($"/v1/orgs/{_organization}/apps/{app}/tokens", new { name = "x", token_type = "service", permissions = new[] { token } }), 422);
    }

    private async Task UsePasswordsAsync()
    {
        var (first, second, third) = (Keep("password", Password()), Keep("password set", Password()), Keep("password changed", Password()));
        var wrong = Keep("wrong password", Password());
        var created = Note(await _admin.PostAsync("/v1/users", new { email = "ada@example.com", name = "Ada", password = first }), 201);
        Note(await _admin.PostAsync("/v1/users", new { email = "ada@example.com", name = "Ada", password = first }), 409);
        Note(await _admin.PostAsync("/v1/users", new { email = new[] { 1 }, name = 5, password = first }), 422);
        Note(await _admin.SendAsync(HttpMethod.Put, $"/v1/users/{created.Value("user_id")}/password", JsonSerializer.Serialize(new { password = second })), 204);
        var nobody = new Client(_address, null);
        Note(await nobody.PostAsync("/api/v1/auth/login", new { email = "ada@example.com", password = wrong }), 401);
        Note(await nobody.PostAsync("/api/v1/auth/login", new { email = 5, password = new[] { second } }), 422);
        Note(await nobody.GetAsync($"/api/v1/auth/login?password={second}"));
        var session = await IssueAsync(200, await nobody.PostAsync("/api/v1/auth/login", new { email = "ada@example.com", password = second }), "plaintext");
        var ada = new Client(_address, session.Value("plaintext"));
        Note(await ada.PostAsync("/api/v1/auth/password", new { currentPassword = wrong, newPassword = third }), 422);
        Note(await ada.PostAsync("/api/v1/auth/password", new { currentPassword = second, newPassword = new[] { third } }), 422);
        Note(await ada.PostAsync("/api/v1/auth/password", new { currentPassword = second, newPassword = third }), 204);
        Note(await ada.PostAsync("/api/v1/auth/logout", "{}"));
    }

    /// <summary>A name is its user's, and comes back as it was given. What is kept for others to read is masked.</summary>
    private async Task NameATokenLikeOneAsync(string named)
    {
        var created = (await _admin.PostAsync(Tokens, new { name = named, token_type = "service" })).Expect(201);
        Assert.That(created.Value("token.name"), Is.EqualTo(named));
        Keep("plaintext of a token with such a name", created.Value("plaintext_token")!);
        var id = created.Value("token.token_id");
        (await _admin.DeleteAsync($"{Tokens}/{id}?reason={named}")).Expect(204);
        Assert.That((await _admin.GetAsync($"{Tokens}/{id}")).Expect(200).Value("name"), Is.EqualTo(named));
        foreach (var type in (string[])["application/json", "application/x-ndjson", "text/csv"])
        {
            var events = (await _admin.SendAsync(HttpMethod.Get, $"/v1/orgs/{_organization}/audit-events", null, ("Accept", type))).Expect(200);
            Assert.That(events.Text, Does.Not.Contain(named[10..]).And.Contain("tka_***"), type);
        }
    }

    private async Task ReadEverythingAsync()
    {
        string[] lists =
        [
            "/v1/me", "/v1/orgs", "/v1/users", $"/v1/orgs/{_organization}", $"/v1/orgs/{_organization}/apps", $"/v1/orgs/{_organization}/members", Tokens, $"{Tokens}?status=revoked", $"/v1/orgs/{_organization}/token-approvals",
            $"/v1/orgs/{_organization}/app-token-policies", $"/v1/orgs/{_organization}/audit-events?limit=200", "/v1/audit-events?limit=200", "/v1/audit-events/verify", "/api/v1/access-tokens?includeRevoked=true",
            $"{ApiTokens}?organization[id]={_organization}", "/metrics", "/health/ready", "/openapi/v1.json", "/docs", "/.well-known/oauth-authorization-server",
        ];
        foreach (var list in lists)
        {
            Note(await _admin.GetAsync(list), 200);
        }

        foreach (var type in (string[])["application/x-ndjson", "text/csv"])
        {
            Note(await _admin.SendAsync(HttpMethod.Get, $"/v1/orgs/{_organization}/audit-events", null, ("Accept", type)), 200);
            Note(await _admin.SendAsync(HttpMethod.Get, "/v1/audit-events", null, ("Accept", type)), 200);
        }
    }

    /// <summary>Takes a table away: requests break where they hold secrets, and the log tells of it.</summary>
    private async Task BreakAsync(string token)
    {
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "tokenplatform.db")};Pooling=False"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "ALTER TABLE tokens RENAME TO elsewhere";
            await command.ExecuteNonQueryAsync();
        }

        Note(await _admin.PostAsync(Tokens, """{"name":"x"}"""), 500);
        Note(await _admin.PostAsync("/v1/tokens/verify", new { token = Keep("token of a broken request", Foreign(SecretKind.App)) }));
        Note(await new Client(_address, token).GetAsync($"{Tokens}?cursor={token}"));
        Note(await _admin.PostAsync("/api/v1/auth/login", new { email = "admin@localhost", password = _secrets["administrator's password"] }));
        Note(await _admin.SendAsync(HttpMethod.Get, "/v1/me", null, ("X-Request-Id", "the-end")));
        _console += await _log;
    }

    /// <summary>Reads along, request by request: a program whose output nobody takes waits.</summary>
    private async Task<string> ReadLogAsync()
    {
        var log = new StringBuilder();
        for (var request = string.Empty; !request.Contains(" ms\",\"request_id\":\"the-end\"", StringComparison.Ordinal);)
        {
            request = await _run.ReadToAsync(" ms\",\"request_id\":");
            log.AppendLine(request);
        }

        return log.ToString();
    }

    private async Task<string> ReadTracesAsync()
    {
        await using var stream = new FileStream(Traces, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var traces = await reader.ReadToEndAsync();
        Assert.That(traces.Contains("Microsoft.AspNetCore.Hosting.HttpRequestIn", StringComparison.Ordinal), Is.True, "requests are traced");
        return traces;
    }

    private string FilesOfTheStore()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }

        Assert.That(text.ToString(), Does.Contain("ada@example.com"), "the files are those of the store");
        return text.ToString();
    }

    private void AssertNowhere(string where, string text, bool isStore = false) => Assert.Multiple(() =>
    {
        foreach (var (name, secret) in _secrets)
        {
            // The first ten characters may be shown; the rest is what nobody may see, in whatever spelling.
            var bytes = Encoding.UTF8.GetBytes(secret);
            var at = text.IndexOf(secret[10..], StringComparison.OrdinalIgnoreCase);
            Assert.That(at, Is.Negative, $"{name} is in {where}: {(at < 0 ? null : text[Math.Max(0, at - 200)..at])}");
            Assert.That(text.Contains(Convert.ToBase64String(bytes)[..^4], StringComparison.Ordinal), Is.False, $"{name} is in {where}, in base64");
            var hash = SHA256.HashData(bytes);
            string[] spelled = isStore ? [] : [Convert.ToHexString(hash), Convert.ToBase64String(hash)];
            Assert.That(spelled.Any(one => text.Contains(one, StringComparison.OrdinalIgnoreCase)), Is.False, $"the hash of {name} is in {where}");
        }
    });

    private Answer Note(Answer answer, int? status = null)
    {
        if (status is { } expected)
        {
            answer.Expect(expected);
        }

        _answers.AppendLine(answer.Message.Headers.ToString()).AppendLine(answer.Message.Content.Headers.ToString()).AppendLine(answer.Text);
        return answer;
    }

    private string Keep(string name, string secret)
    {
        _secrets[_secrets.ContainsKey(name) ? $"{name} ({_secrets.Count})" : name] = secret;
        return secret;
    }

    private static string Password() => RandomNumberGenerator.GetHexString(40);

    private static byte[] Form(params (string Name, string Value)[] fields) =>
        Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")));
}
