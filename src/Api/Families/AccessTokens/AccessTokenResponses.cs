using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.AccessTokens;

namespace TokenPlatform.Api.Families.AccessTokens;

/// <summary>A person's own token as seed 002 shows it.</summary>
public sealed class AccessTokenResponse
{
    /// <summary>When its life began.</summary>
    [JsonPropertyName("createdAt")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null for never. A session's moves on with its use.</summary>
    [JsonPropertyName("expiresAt")]
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>UUID.</summary>
    [Example("0197f0a4-6b1e-7c55-9d6c-0d7c2b1f3a10")]
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>When it was last used.</summary>
    [JsonPropertyName("lastUsedAt")]
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>1..255 characters.</summary>
    [Example("laptop")]
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>When it was revoked.</summary>
    [JsonPropertyName("revokedAt")]
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The first 10 characters of the plaintext.</summary>
    [Example("tkp_9f3KqZ")]
    [JsonPropertyName("tokenPrefix")]
    public required string TokenPrefix { get; init; }

    /// <summary><c>pat</c> or <c>session</c>.</summary>
    [AllowedValues(AccessTokenTypes.Pat, AccessTokenTypes.Session)]
    [Example(AccessTokenTypes.Pat)]
    [JsonPropertyName("tokenType")]
    public required string TokenType { get; init; }
}

/// <summary>A page of List Access Tokens.</summary>
public sealed class AccessTokenListResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("items")]
    public required IReadOnlyList<AccessTokenResponse> Items { get; init; }

    /// <summary>For the next page; null where none follows.</summary>
    [JsonPropertyName("nextCursor")]
    public required string? NextCursor { get; init; }
}

/// <summary>A new token with the only copy of its plaintext.</summary>
public sealed class IssuedAccessTokenResponse
{
    /// <summary>The plaintext; it is never shown again.</summary>
    [Example("tkp_9f3KqZ…")]
    [JsonPropertyName("plaintext")]
    public required string Plaintext { get; init; }

    /// <summary>The token.</summary>
    [JsonPropertyName("token")]
    public required AccessTokenResponse Token { get; init; }
}

/// <summary>The answer of Revoke All Access Tokens.</summary>
public sealed class RevokedAccessTokensResponse
{
    /// <summary>How many tokens were ended.</summary>
    [Example(3)]
    [JsonPropertyName("revokedCount")]
    public required int RevokedCount { get; init; }
}
