using System.Text;
using System.Text.Json.Nodes;
using TokenPlatform.Api.Tests.Operations;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Authorization;

/// <summary>Every documented route, called by everybody, answers as <see cref="AccessTable"/> has it.</summary>
public sealed class AuthorizationMatrixTests : SharedServer
{
    private ApiDocumentReader _document = null!;
    private Routes _routes = null!;
    private readonly Dictionary<string, IReadOnlyList<MatrixCaller>> _members = [];
    private IReadOnlyList<MatrixCaller> _outside = null!;

    [SetUp]
    public async Task ReadDocument()
    {
        _document = await ApiDocumentReader.ReadAsync(Server);
        _routes = new Routes(Server, Place, _document);
    }

    [Test]
    public void Routes_WhenDocumented_HaveARowEach() =>
        Assert.That(AccessTable.Rows.Keys, Is.EquivalentTo(_document.Operations.Concat(_document.PlainOperations).Select(operation => operation.ToString())));

    [Test]
    public async Task Routes_WhenAnybodyCalls_AnswerAsTheTableHasIt()
    {
        _outside = await OutsideAsync();
        var failures = new List<string>();

        // Signing out comes last: it ends the token that calls.
        foreach (var operation in _document.Operations.Concat(_document.PlainOperations).OrderBy(operation => operation.Id == "Auth_Logout"))
        {
            failures.AddRange(await CompareAsync(operation));
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures));
    }

    private async Task<IReadOnlyList<string>> CompareAsync(DocumentedOperation operation)
    {
        var failures = new List<string>();
        var request = await RequestAsync(operation);
        foreach (var caller in _outside.Concat(await MembersAsync(operation)))
        {
            var (status, word) = AccessTable.Expected(operation, caller);
            var answer = await SendAsync(caller, operation, request);
            if (answer.Status != (status ?? Success(operation)) || !answer.Text.Contains(word, StringComparison.Ordinal))
            {
                failures.Add($"{operation} by {caller.Name}: {answer.Status} instead of {status ?? Success(operation)} {word}: {answer.Text}");
            }

            var challenge = caller.Standing == Standing.Dead ? "Bearer error=\"invalid_token\"" : "Bearer";
            if (answer.Status == 401 && !operation.IsOpen && answer.Header("WWW-Authenticate")?.Contains(challenge, StringComparison.Ordinal) != true)
            {
                failures.Add($"{operation} by {caller.Name}: challenge {answer.Header("WWW-Authenticate")}");
            }

            // What was refused changed nothing: the next caller finds it as it was.
            request = answer.Status < 300 && operation.Verb != HttpMethod.Get ? await RequestAsync(operation) : request;
        }

        return failures;
    }

    /// <summary>Who has no business with the organization, or with anybody.</summary>
    private async Task<IReadOnlyList<MatrixCaller>> OutsideAsync()
    {
        var issued = (await Server.Admin.PostAsync("/api/v1/access-tokens", """{"name":"revoked"}""")).Expect(201);
        (await Server.Admin.DeleteAsync($"/api/v1/access-tokens/{issued.Value("token.id")}")).Expect(204);
        var administrator = Guid.Parse((await Server.Admin.GetAsync("/v1/me")).Value("user.user_id")!);
        var now = TimeProvider.System.GetNow();
        var expired = await Server.TokenAsync(Of(TokenKind.Personal) with { UserId = administrator, IssuedAt = now.AddDays(-2), ExpiresAt = now.AddSeconds(-1) });
        var elsewhere = await Server.PlaceAsync();
        return
        [
            new("nobody", Standing.Nobody, Server.Nobody),
            new("malformed token", Standing.Dead, Server.As("nonsense")),
            new("unknown token", Standing.Dead, Server.As(TokenSecret.Generate(SecretKind.Personal).Reveal())),
            new("revoked token", Standing.Dead, Server.As(issued.Value("plaintext"))),
            new("expired token", Standing.Dead, expired),
            new("pending token", Standing.Dead, (await Server.PendingAsync(Place)).Client),
            new("admin of another organization", Standing.AdminElsewhere, await Server.UserAsync(elsewhere, Role.Admin)),
            new("token of another organization", Standing.TokenElsewhere, await AppTokenAsync(elsewhere, "*:*")),
        ];
    }

    /// <summary>Who belongs to the organization, or acts everywhere; some of them with what the route needs.</summary>
    private async Task<IReadOnlyList<MatrixCaller>> MembersAsync(DocumentedOperation operation)
    {
        var held = AccessTable.PermissionOf(AccessTable.Rows[operation.ToString()]) ?? "*:*";
        return _members.TryGetValue(held, out var made) ? made : _members[held] = await MakeMembersAsync(held);
    }

    private async Task<IReadOnlyList<MatrixCaller>> MakeMembersAsync(string held)
    {
        // Of its own: whoever ends all their tokens ends their sessions, too.
        var visitor = await (await Server.UserAsync(Place, Role.Admin)).GetAsync("/v1/me");
        var session = await Server.TokenAsync(Of(TokenKind.Session) with { UserId = Guid.Parse(visitor.Value("user.user_id")!), ExpiresAt = TimeProvider.System.GetNow().AddDays(1) });
        return
        [
            new("session by cookie", Standing.Member, Server.Nobody, "admin") { Cookie = session.Token },
            new("viewer", Standing.Member, await Server.UserAsync(Place, Role.Viewer), "viewer"),
            new("operator", Standing.Member, await Server.UserAsync(Place, Role.Operator), "operator"),
            new("developer", Standing.Member, await Server.UserAsync(Place, Role.Developer), "developer"),
            new("admin", Standing.Member, await Server.UserAsync(Place, Role.Admin), "admin"),
            new("app token without", Standing.Token, await AppTokenAsync(Place, "orders:read"), "orders:read"),
            new("app token with", Standing.Token, await AppTokenAsync(Place, held), held),
            new("organization token without", Standing.Token, await OrganizationTokenAsync("orders:read"), "orders:read"),
            new("organization token with", Standing.Token, await OrganizationTokenAsync(held), held),
            new("platform administrator", Standing.Platform, await PlatformAdministratorAsync()),
        ];
    }

    private async Task<Client> PlatformAdministratorAsync()
    {
        var created = await Server.Admin.PostAsync("/v1/users", new { name = "x", email = $"{Guid.NewGuid()}@example.com", is_platform_admin = true });
        return await Server.TokenAsync(Of(TokenKind.Personal) with { UserId = Guid.Parse(created.Expect(201).Value("user_id")!) });
    }

    private Task<Client> AppTokenAsync(Place place, string permission) => Server.TokenAsync(Of(TokenKind.App) with
    {
        OrganizationId = Guid.Parse(place.OrganizationId),
        AppId = Guid.Parse(place.AppId),
        Limits = new TokenLimits { Permissions = [permission] },
    });

    private Task<Client> OrganizationTokenAsync(string scope) => Server.TokenAsync(Of(TokenKind.Organization) with
    {
        OrganizationId = Guid.Parse(Place.OrganizationId),
        Limits = new TokenLimits { Scopes = [scope] },
    });

    private static Token Of(TokenKind kind) => new()
    {
        TokenId = Guid.NewGuid(),
        Kind = kind,
        Name = "matrix",
        Prefix = string.Empty,
        Limits = new TokenLimits(),
        IssuedAt = TimeProvider.System.GetNow(),
    };

    // A password that was never set cannot be changed, and a refresh token that was never issued cannot be used: who
    // gets so far was let in.
    private static int Success(DocumentedOperation operation) => operation.Id switch
    {
        "Auth_ChangePassword" => 422,
        "OAuth_Token" => 400,
        _ => operation.Success,
    };

    /// <summary>A request that succeeds for whoever may make it.</summary>
    private async Task<(string Path, string? Body)> RequestAsync(DocumentedOperation operation)
    {
        if (operation.IsPlain)
        {
            var path = operation.IsGateway ? $"{operation.Path}?org_id={Place.OrganizationId}&permission=apps:write" : operation.Path;
            return (path, operation.Verb == HttpMethod.Get ? null : $"grant_type=refresh_token&token=x&refresh_token={TokenSecret.Generate(SecretKind.Refresh).Reveal()}");
        }

        var body = await _routes.BodyAsync(operation);
        if (operation.Id == "AppTokens_Rotate")
        {
            // A user's token is its owner's to rotate.
            var (id, _) = await Server.IssueAsync(Place, new { name = "documented", token_type = "service" });
            return ($"{Place.Tokens}/{id}/rotate", body!.ToJsonString());
        }

        // Who may issue may still not hand out what they lack.
        body?.Remove("scopes");
        body?.Remove("permissions");
        (body?["properties"] as JsonObject)?.Remove("scopes");
        var unique = Guid.NewGuid().ToString("N");
        switch (operation.Id)
        {
            case "Members_Add":
                var added = (await Server.Admin.PostAsync("/v1/users", new { name = "x", email = $"{unique}@example.com" })).Expect(201);
                body = new JsonObject { ["user_id"] = added.Value("user_id"), ["role"] = "viewer" };
                break;
            case "Organizations_Create" or "Organizations_Update":
                body!["sub_domain"] = unique;
                break;
            case "Users_Create":
                body!["email"] = $"{unique}@example.com";
                break;
            case "AppTokenPolicies_Create":
                body!["app_id"] = await Server.AppAsync(Place.OrganizationId);
                break;
        }

        return (await _routes.PathAsync(operation), body?.ToJsonString());
    }

    private static Task<Answer> SendAsync(MatrixCaller caller, DocumentedOperation operation, (string Path, string? Body) request)
    {
        (string, string)[] headers = caller.Cookie is { } cookie ? [("Cookie", $"vai_token={cookie}")] : [];
        var type = operation.IsPlain ? "application/x-www-form-urlencoded" : "application/json";
        return caller.Client.SendBytesAsync(
            operation.Verb, request.Path, request.Body is { } body ? Encoding.UTF8.GetBytes(body) : null, type, headers);
    }
}
