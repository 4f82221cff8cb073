using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;

namespace TokenPlatform.Api.Families.AppTokenPolicies;

/// <summary>A policy as seed 000 shows it.</summary>
public sealed class PolicyResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a4-6a1e-7c52-8d0f-5b9e3c7a1d44")]
    [JsonPropertyName("policy_id")]
    public required string PolicyId { get; init; }

    /// <summary>UUID.</summary>
    [Example("0197f0a2-58d1-7b3c-9e47-2f6d8c5a7b01")]
    [JsonPropertyName("organization_id")]
    public required string OrganizationId { get; init; }

    /// <summary>UUID of the app that it governs; null for the organization's default.</summary>
    [Example("0197f0a3-1c8e-7f25-a6d9-4b7e0c3f5a12")]
    [JsonPropertyName("app_id")]
    public required string? AppId { get; init; }

    /// <summary>Days; null for no cap.</summary>
    [Example(90)]
    [JsonPropertyName("max_ttl_days")]
    public required int? MaxTtlDays { get; init; }

    /// <summary>Tokens of an app that may live at once; null for no cap.</summary>
    [Example(100)]
    [JsonPropertyName("max_live_tokens")]
    public required int? MaxLiveTokens { get; init; }

    /// <summary>Null for any.</summary>
    [Example("orders:*", "invoices:read")]
    [JsonPropertyName("allowed_permissions")]
    public required IReadOnlyList<string>? AllowedPermissions { get; init; }

    /// <summary>Requests a second for tokens that ask for no rate.</summary>
    [Example(5)]
    [JsonPropertyName("default_rate_limit_rps")]
    public required int? DefaultRateLimitRps { get; init; }

    /// <summary>Requests a second; null for no cap.</summary>
    [Example(50)]
    [JsonPropertyName("max_rate_limit_rps")]
    public required int? MaxRateLimitRps { get; init; }

    /// <summary>Whether tokens wait for an approver.</summary>
    [Example(true)]
    [JsonPropertyName("requires_admin_approval")]
    public required bool RequiresAdminApproval { get; init; }

    /// <summary>At most 1000 characters, or null.</summary>
    [Example("What our apps may ask for")]
    [JsonPropertyName("description")]
    public required string? Description { get; init; }

    /// <summary>UUID of the user or app that created it.</summary>
    [Example("0197f0a1-93e5-7d18-b6c4-7a1e5f9d3c22")]
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
    [Example(1)]
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
