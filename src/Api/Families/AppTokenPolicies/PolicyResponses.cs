using System.Text.Json.Serialization;

namespace TokenPlatform.Api.Families.AppTokenPolicies;

/// <summary>A policy as seed 000 shows it.</summary>
public sealed class PolicyResponse
{
    /// <summary>UUID.</summary>
    [JsonPropertyName("policy_id")]
    public required string PolicyId { get; init; }

    /// <summary>UUID.</summary>
    [JsonPropertyName("organization_id")]
    public required string OrganizationId { get; init; }

    /// <summary>UUID of the app that it governs; null for the organization's default.</summary>
    [JsonPropertyName("app_id")]
    public required string? AppId { get; init; }

    /// <summary>Days; null for no cap.</summary>
    [JsonPropertyName("max_ttl_days")]
    public required int? MaxTtlDays { get; init; }

    /// <summary>Tokens of an app that may live at once; null for no cap.</summary>
    [JsonPropertyName("max_live_tokens")]
    public required int? MaxLiveTokens { get; init; }

    /// <summary>Null for any.</summary>
    [JsonPropertyName("allowed_permissions")]
    public required IReadOnlyList<string>? AllowedPermissions { get; init; }

    /// <summary>Requests a second for tokens that ask for no rate.</summary>
    [JsonPropertyName("default_rate_limit_rps")]
    public required int? DefaultRateLimitRps { get; init; }

    /// <summary>Requests a second; null for no cap.</summary>
    [JsonPropertyName("max_rate_limit_rps")]
    public required int? MaxRateLimitRps { get; init; }

    /// <summary>Whether tokens wait for an approver.</summary>
    [JsonPropertyName("requires_admin_approval")]
    public required bool RequiresAdminApproval { get; init; }

    /// <summary>At most 1000 characters, or null.</summary>
    [JsonPropertyName("description")]
    public required string? Description { get; init; }

    /// <summary>UUID of the user or app that created it.</summary>
    [JsonPropertyName("created_by")]
    public required string? CreatedBy { get; init; }

    /// <summary>When it was created.</summary>
    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [JsonPropertyName("updated_at")]
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A page of List App Token Policies.</summary>
public sealed class PolicyListResponse
{
    /// <summary>How many policies the whole list has.</summary>
    [JsonPropertyName("total")]
    public required int Total { get; init; }

    /// <summary>Whether older ones follow.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }

    /// <summary>For the next page; null where none follows.</summary>
    [JsonPropertyName("next_cursor")]
    public required string? NextCursor { get; init; }

    /// <summary>Newest first.</summary>
    [JsonPropertyName("policies")]
    public required IReadOnlyList<PolicyResponse> Policies { get; init; }
}
