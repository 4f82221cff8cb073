using TokenPlatform.Api.Tests.Operations;

namespace TokenPlatform.Api.Tests.Authorization;

/// <summary>
/// What each route asks of its caller, as the contract has it. A line is a route and either the permission that it needs
/// in its organization, or one of: <c>open</c> (nobody is asked), <c>holder</c> (the same, but a credential that is shown
/// has to be good), <c>anyone</c> (any token), <c>user</c> (a token that acts as its user), <c>own</c> (the same, and
/// nobody else's is there: not the one that the test asks about), <c>platform</c> (platform administrators), <c>anywhere</c> (a permission in any organization).
/// </summary>
internal static class AccessTable
{
    private const string Lines = """
        GET /v1/me: anyone
        GET /v1/orgs: anyone
        POST /v1/orgs: platform
        GET /v1/orgs/{org_id}: organizations:read
        PATCH /v1/orgs/{org_id}: organizations:write
        GET /v1/orgs/{org_id}/apps: apps:read
        POST /v1/orgs/{org_id}/apps: apps:write
        GET /v1/orgs/{org_id}/apps/{app_id}: apps:read
        DELETE /v1/orgs/{org_id}/apps/{app_id}: apps:write
        GET /v1/orgs/{org_id}/members: members:read
        POST /v1/orgs/{org_id}/members: members:write
        GET /v1/orgs/{org_id}/members/{user_id}: members:read
        PATCH /v1/orgs/{org_id}/members/{user_id}: members:write
        DELETE /v1/orgs/{org_id}/members/{user_id}: members:write
        GET /v1/users: platform
        POST /v1/users: platform
        GET /v1/users/{user_id}: platform
        PATCH /v1/users/{user_id}: platform
        PUT /v1/users/{user_id}/password: platform
        POST /v1/tokens/verify: anywhere tokens:verify
        GET /v1/audit-events: platform
        GET /v1/audit-events/verify: platform
        GET /v1/orgs/{org_id}/audit-events: audit_log:read
        GET /v1/orgs/{org_id}/audit-events/verify: audit_log:read
        GET /v1/orgs/{org_id}/app-token-policies: app_token_policies:read
        POST /v1/orgs/{org_id}/app-token-policies: app_token_policies:write
        GET /v1/orgs/{org_id}/app-token-policies/{policy_id}: app_token_policies:read
        PATCH /v1/orgs/{org_id}/app-token-policies/{policy_id}: app_token_policies:write
        DELETE /v1/orgs/{org_id}/app-token-policies/{policy_id}: app_token_policies:write
        POST /v1/orgs/{org_id}/app-token-policies/preview: app_token_policies:write
        POST /v1/orgs/{org_id}/app-token-policies/{policy_id}/enforce: app_token_policies:write
        GET /v1/orgs/{org_id}/apps/{app_id}/tokens: app_tokens:read
        POST /v1/orgs/{org_id}/apps/{app_id}/tokens: app_tokens:write
        GET /v1/orgs/{org_id}/apps/{app_id}/tokens/{token_id}: app_tokens:read
        DELETE /v1/orgs/{org_id}/apps/{app_id}/tokens/{token_id}: app_tokens:write
        POST /v1/orgs/{org_id}/apps/{app_id}/tokens/{token_id}/rotate: app_tokens:write
        POST /v1/orgs/{org_id}/apps/{app_id}/tokens/{token_id}/approve: app_tokens:approve
        POST /v1/orgs/{org_id}/apps/{app_id}/tokens/{token_id}/reject: app_tokens:approve
        GET /v1/orgs/{org_id}/token-approvals: app_tokens:approve
        GET /api/v1/access-tokens: user
        POST /api/v1/access-tokens: user
        DELETE /api/v1/access-tokens: user
        GET /api/v1/access-tokens/{token_id}: own
        DELETE /api/v1/access-tokens/{token_id}: own
        POST /api/v1/auth/login: open
        POST /api/v1/auth/logout: user
        POST /api/v1/auth/password: user
        GET /core/v1/organizations/organization/api_tokens: api_tokens:read
        POST /core/v1/organizations/organization/api_tokens: api_tokens:write
        GET /core/v1/organizations/{organization_id}/api_tokens: api_tokens:read
        POST /core/v1/organizations/{organization_id}/api_tokens: api_tokens:write
        PATCH /core/v1/api_tokens/api_token: api_tokens:write
        DELETE /core/v1/api_tokens/api_token: api_tokens:write
        POST /core/v1/api_tokens/api_token/regenerate_secret: api_tokens:write
        GET /organizations/organization/api_tokens: api_tokens:read
        POST /organizations/organization/api_tokens: api_tokens:write
        GET /organizations/{organization_id}/api_tokens: api_tokens:read
        POST /organizations/{organization_id}/api_tokens: api_tokens:write
        PATCH /api_tokens/api_token: api_tokens:write
        DELETE /api_tokens/api_token: api_tokens:write
        POST /api_tokens/api_token/regenerate_secret: api_tokens:write
        GET /gateway/authorize: apps:write
        POST /oauth2/introspect: anywhere tokens:verify
        POST /oauth2/revoke: holder
        POST /oauth2/token: open
        GET /.well-known/oauth-authorization-server: open
        GET /health/live: open
        GET /health/ready: open
        GET /metrics: open
        GET /openapi/v1.json: open
        GET /docs: open
        """;

    private static readonly Dictionary<string, string> s_roles = new(StringComparer.Ordinal)
    {
        ["developer"] = "organizations:read apps:read app_tokens:read app_tokens:write app_token_policies:read",
        ["operator"] = "organizations:read apps:read tokens:verify app_tokens:read api_tokens:read audit_log:read",
        ["viewer"] = "organizations:read apps:read app_tokens:read app_token_policies:read",
    };

    /// <summary>What is asked, by route.</summary>
    public static IReadOnlyDictionary<string, string> Rows { get; } =
        Lines.Split('\n').Select(line => line.Split(": ")).ToDictionary(row => row[0], row => row[1].Trim(), StringComparer.Ordinal);

    /// <summary>The permission that a row names; null where it names none.</summary>
    public static string? PermissionOf(string row) => row.Split(' ')[^1] is var last && last.Contains(':', StringComparison.Ordinal) ? last : null;

    /// <summary>What a caller gets: the status, null for success, and a word that the answer's body holds.</summary>
    public static (int? Status, string Word) Expected(DocumentedOperation operation, MatrixCaller caller)
    {
        var row = Rows[operation.ToString()];
        var permission = PermissionOf(row);
        var isDead = caller.Standing is Standing.Nobody or Standing.Dead || (caller.IsCookie && operation.ReadsHeadersOnly);
        var isOutside = caller.Standing is Standing.AdminElsewhere or Standing.TokenElsewhere;
        return (row.Split(' ')[0], operation.HasLookups) switch
        {
            ("open", _) => (null, string.Empty),
            ("holder", _) => (caller.Standing == Standing.Dead ? 401 : null, string.Empty),
            (_, true) when isDead => caller.Standing == Standing.Nobody ? (400, "missing_api_token") : (403, "invalid_api_token"),
            _ when isDead => (401, string.Empty),
            (_, true) when isOutside => (404, "_not_found"),
            _ when isOutside && operation.IsGateway => (401, string.Empty),
            _ when isOutside && permission == row => (404, "\"resource_type\":\"organization\""),
            (_, true) when caller.IsCookie && operation.Verb != HttpMethod.Get => (403, "permission_denied"),
            _ when caller.IsCookie && operation.Verb != HttpMethod.Get => (403, "foreign_origin"),
            ("anyone", _) => (null, string.Empty),
            ("user" or "own", _) when !caller.IsUser => (403, "user"),
            ("user", _) => (null, string.Empty),
            ("own", _) => (404, string.Empty),
            ("platform", _) => caller.Standing == Standing.Platform ? (null, string.Empty) : (403, "platform_administrator"),
            _ when caller.Has(permission!, s_roles) => (null, string.Empty),
            (_, true) => (403, caller.IsUser ? "permission_denied" : "scope_not_granted"),
            ("anywhere", _) when operation.ReadsHeadersOnly => (403, "insufficient_scope"),
            _ => (403, $"\"required_permission\":\"{permission}\""),
        };
    }
}

/// <summary>What a caller is to the organization that is asked about.</summary>
internal enum Standing
{
    Nobody,
    Dead,
    AdminElsewhere,
    TokenElsewhere,
    Member,
    Token,
    Platform,
}

/// <summary>Somebody who calls.</summary>
/// <param name="Name">As failures name them.</param>
/// <param name="Standing">What they are.</param>
/// <param name="Client">With their token, save where a cookie carries it.</param>
/// <param name="May">A member's role, or what a token holds.</param>
internal sealed record MatrixCaller(string Name, Standing Standing, Client Client, string May = "")
{
    /// <summary>A session's token, which a cookie carries; nothing says where the request comes from.</summary>
    public string? Cookie { get; init; }

    public bool IsCookie => Cookie is not null;

    public bool IsUser => Standing is Standing.AdminElsewhere or Standing.Member or Standing.Platform;

    public bool Has(string permission, IReadOnlyDictionary<string, string> roles) => Standing switch
    {
        Standing.Member => May == "admin" || roles[May].Split(' ').Contains(permission),
        Standing.Token => May == permission,
        _ => true,
    };
}
