using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.AppTokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Families.AppTokens;

/// <summary>
/// A token as seed 001 shows it, with <c>status</c>, <c>app_id</c> and <c>authorized_ip_addresses</c> beside. It
/// serves for every kind: what a kind does not have is null.
/// </summary>
public sealed class TokenResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a4-6b1e-7c55-9d6c-0d7c2b1f3a10")]
    [JsonPropertyName("token_id")]
    public required string TokenId { get; init; }

    /// <summary><c>pat</c>, <c>service</c>, <c>session</c> or <c>organization</c>.</summary>
    [AllowedValues("pat", "service", "session", "organization")]
    [Example("service")]
    [JsonPropertyName("token_type")]
    public required string TokenType { get; init; }

    /// <summary><c>user</c>, <c>app</c> or <c>organization</c>.</summary>
    [AllowedValues("user", "app", "organization")]
    [Example("app")]
    [JsonPropertyName("owner_type")]
    public required string OwnerType { get; init; }

    /// <summary>UUID of the owner.</summary>
    [Example("0197f0a3-11c8-7f0e-8a52-4be0a4f1c9d2")]
    [JsonPropertyName("owner_id")]
    public required string OwnerId { get; init; }

    /// <summary>UUID; null for a person's own tokens.</summary>
    [Example("0197f0a2-58d1-7b3c-9e47-2f6d8c5a7b01")]
    [JsonPropertyName("org_id")]
    public required string? OrgId { get; init; }

    /// <summary>1..255 characters.</summary>
    [Example("nightly report")]
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>At most 1000 characters.</summary>
    [Example("Reads the orders of the day")]
    [JsonPropertyName("description")]
    public required string? Description { get; init; }

    /// <summary>The first 10 characters of the plaintext.</summary>
    [Example("tka_9f3KqZ")]
    [JsonPropertyName("prefix")]
    public required string Prefix { get; init; }

    /// <summary>Scopes.</summary>
    [Example("orders")]
    [JsonPropertyName("scopes")]
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Permissions.</summary>
    [Example("orders:read", "invoices:read")]
    [JsonPropertyName("permissions")]
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Empty for any.</summary>
    [Example("sales")]
    [JsonPropertyName("workspace_ids")]
    public required IReadOnlyList<string> WorkspaceIds { get; init; }

    /// <summary>Empty for any.</summary>
    [Example("reports")]
    [JsonPropertyName("namespace_ids")]
    public required IReadOnlyList<string> NamespaceIds { get; init; }

    /// <summary>Empty for any.</summary>
    [Example("production")]
    [JsonPropertyName("environment_ids")]
    public required IReadOnlyList<string> EnvironmentIds { get; init; }

    /// <summary>Empty for any.</summary>
    [Example("/orders/**")]
    [JsonPropertyName("endpoint_paths")]
    public required IReadOnlyList<string> EndpointPaths { get; init; }

    /// <summary>Requests a second; null for no limit.</summary>
    [Example(50)]
    [JsonPropertyName("rate_limit_rps")]
    public required int? RateLimitRps { get; init; }

    /// <summary>Requests at once; null for no limit.</summary>
    [Example(100)]
    [JsonPropertyName("rate_limit_burst")]
    public required int? RateLimitBurst { get; init; }

    /// <summary>UUID; null where no user created the token.</summary>
    [Example("0197f0a1-93e5-7d18-b6c4-7a1e5f9d3c22")]
    [JsonPropertyName("created_by_user_id")]
    public required string? CreatedByUserId { get; init; }

    /// <summary>When its life began.</summary>
    [JsonPropertyName("issued_at")]
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    [JsonPropertyName("expires_at")]
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used.</summary>
    [JsonPropertyName("last_used_at")]
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked.</summary>
    [JsonPropertyName("revoked_at")]
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was revoked or rejected.</summary>
    [JsonPropertyName("revoked_reason")]
    public required string? RevokedReason { get; init; }

    /// <summary><c>active</c>, <c>pending_approval</c>, <c>rejected</c>, <c>expired</c> or <c>revoked</c>.</summary>
    [AllowedValues("active", "pending_approval", "rejected", "expired", "revoked")]
    [Example("active")]
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>UUID; null where the token belongs to no app.</summary>
    [Example("0197f0a3-11c8-7f0e-8a52-4be0a4f1c9d2")]
    [JsonPropertyName("app_id")]
    public required string? AppId { get; init; }

    /// <summary>Empty for any.</summary>
    [Example("10.0.0.0/8", "2001:db8::1")]
    [JsonPropertyName("authorized_ip_addresses")]
    public required IReadOnlyList<string> AuthorizedIpAddresses { get; init; }

    /// <summary>A token as it stands at a moment: its status and its reason depend on the time.</summary>
    internal static TokenResponse Of(Token token, DateTimeOffset now) => new()
    {
        TokenId = token.TokenId.ToString(),
        TokenType = TypeOf(token),
        OwnerType = token.Owner.Type,
        OwnerId = token.Owner.Id.ToString(),
        OrgId = token.OrganizationId?.ToString(),
        Name = token.Name,
        Description = token.Description,
        Prefix = token.Prefix,
        Scopes = token.Limits.Scopes,
        Permissions = token.Limits.Permissions,
        WorkspaceIds = token.Limits.WorkspaceIds,
        NamespaceIds = token.Limits.NamespaceIds,
        EnvironmentIds = token.Limits.EnvironmentIds,
        EndpointPaths = token.Limits.EndpointPaths,
        RateLimitRps = token.Limits.Rate?.PerSecond,
        RateLimitBurst = token.Limits.Rate is { PerSecond: not null, Burst: var burst } ? burst : null,
        CreatedByUserId = token.CreatedByUserId?.ToString(),
        IssuedAt = token.IssuedAt,
        ExpiresAt = token.EndsAt,
        LastUsedAt = token.LastUsedAt,
        RevokedAt = token.RevokedAt,
        RevokedReason = token.ReasonAt(now),
        Status = token.StatusAt(now).ToSnakeCase(),
        AppId = token.AppId?.ToString(),
        AuthorizedIpAddresses = token.Limits.AuthorizedIpAddresses,
    };

    private static string TypeOf(Token token) => token.Kind switch
    {
        TokenKind.App when token.UserId is null => AppTokenTypes.Service,
        TokenKind.App or TokenKind.Personal => AppTokenTypes.Pat,
        _ => token.Kind.ToSnakeCase(),
    };
}

/// <summary>A page of List App Tokens.</summary>
public sealed class AppTokenListResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("tokens")]
    public required IReadOnlyList<TokenResponse> Tokens { get; init; }

    /// <summary>Whether older ones follow.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }

    /// <summary>For the next page; null where none follows.</summary>
    [JsonPropertyName("next_cursor")]
    public required string? NextCursor { get; init; }
}

/// <summary>A new token with the only copy of its plaintext.</summary>
public sealed class CreateAppTokenResponse
{
    /// <summary>The token.</summary>
    [JsonPropertyName("token")]
    public required TokenResponse Token { get; init; }

    /// <summary>The plaintext; it is never shown again.</summary>
    [Example("tka_9f3KqZ…")]
    [JsonPropertyName("plaintext_token")]
    public required string PlaintextToken { get; init; }

    /// <summary>The refresh token's plaintext; null unless one was asked for.</summary>
    [JsonPropertyName("refresh_token_plaintext")]
    public required string? RefreshTokenPlaintext { get; init; }
}
