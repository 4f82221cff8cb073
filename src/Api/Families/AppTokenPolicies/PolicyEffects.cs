using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;

namespace TokenPlatform.Api.Families.AppTokenPolicies;

/// <summary>What a policy would mean for the tokens that live now.</summary>
public sealed class PolicyPreviewResponse
{
    /// <summary>How many tokens it would govern.</summary>
    [Example(240)]
    [JsonPropertyName("live_tokens")]
    public required int LiveTokens { get; init; }

    /// <summary>How many of them break a rule.</summary>
    [Example(3)]
    [JsonPropertyName("affected")]
    public required int Affected { get; init; }

    /// <summary>How many break each rule.</summary>
    [JsonPropertyName("violations")]
    public required PolicyViolationsResponse Violations { get; init; }

    /// <summary>The first 100 of those affected, by name.</summary>
    [JsonPropertyName("tokens")]
    public required IReadOnlyList<AffectedTokenResponse> Tokens { get; init; }
}

/// <summary>How many tokens break each rule.</summary>
public sealed class PolicyViolationsResponse
{
    /// <summary>They live longer than the cap, from issue to expiry.</summary>
    [Example(2)]
    [JsonPropertyName("policy.max_ttl_days")]
    public required int MaxTtlDays { get; init; }

    /// <summary>They are the newest of an app that has too many.</summary>
    [Example(0)]
    [JsonPropertyName("policy.max_live_tokens")]
    public required int MaxLiveTokens { get; init; }

    /// <summary>They carry what is not allowed.</summary>
    [Example(1)]
    [JsonPropertyName("policy.allowed_permissions")]
    public required int AllowedPermissions { get; init; }

    /// <summary>Their rate is over the cap, or they have none.</summary>
    [Example(1)]
    [JsonPropertyName("policy.max_rate_limit_rps")]
    public required int MaxRateLimitRps { get; init; }
}

/// <summary>A token that would break rules.</summary>
public sealed class AffectedTokenResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a4-6b1e-7c55-9d6c-0d7c2b1f3a10")]
    [JsonPropertyName("token_id")]
    public required string TokenId { get; init; }

    /// <summary>1..255 characters.</summary>
    [Example("nightly report")]
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>UUID.</summary>
    [Example("0197f0a3-11c8-7f0e-8a52-4be0a4f1c9d2")]
    [JsonPropertyName("app_id")]
    public required string AppId { get; init; }

    /// <summary>Which rules.</summary>
    [Example("policy.max_ttl_days")]
    [JsonPropertyName("violations")]
    public required IReadOnlyList<string> Violations { get; init; }
}

/// <summary>What an enforcement did.</summary>
public sealed class PolicyRunResponse
{
    /// <summary>UUID; the audit events of the run name it.</summary>
    [Example("0197f0a7-3d5f-7a90-a1c4-6b8d0e2f4a33")]
    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    /// <summary>How many lives it shortened.</summary>
    [Example(2)]
    [JsonPropertyName("shortened")]
    public required int Shortened { get; init; }

    /// <summary>How many rates it lowered.</summary>
    [Example(1)]
    [JsonPropertyName("lowered")]
    public required int Lowered { get; init; }

    /// <summary>How many tokens it revoked.</summary>
    [Example(1)]
    [JsonPropertyName("revoked")]
    public required int Revoked { get; init; }
}
