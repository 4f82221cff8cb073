using System.Text.Json.Serialization;
using TokenPlatform.Application.AppTokenPolicies;
using TokenPlatform.Application.AppTokenPolicies.Create;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.AppTokenPolicies;

/// <summary>The query of List App Token Policies.</summary>
public sealed class ListPoliciesRequest
{
    /// <summary>How many policies at most, 1..200; 50 unless said.</summary>
    [JsonPropertyName("limit")]
    public Input<int> Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    [JsonPropertyName("cursor")]
    public Input<string> Cursor { get; init; }

    /// <summary>Only the policy of this app.</summary>
    [JsonPropertyName("app_id")]
    public Input<Guid> AppId { get; init; }
}

/// <summary>The body of Update App Token Policy: what is absent stays, null clears.</summary>
public class UpdatePolicyRequest
{
    /// <summary>The longest life of a token, 1..3650 days; null for no cap.</summary>
    [JsonPropertyName("max_ttl_days")]
    public Input<int> MaxTtlDays { get; init; }

    /// <summary>How many tokens of an app may live at once, 0..100000; 0 freezes issuing, null for no cap.</summary>
    [JsonPropertyName("max_live_tokens")]
    public Input<int> MaxLiveTokens { get; init; }

    /// <summary>What tokens may carry at most; an empty list allows nothing, null anything.</summary>
    [JsonPropertyName("allowed_permissions")]
    public Input<IReadOnlyList<Input<string>>> AllowedPermissions { get; init; }

    /// <summary>Requests a second for tokens that ask for no rate, 1..100000; not above the maximum.</summary>
    [JsonPropertyName("default_rate_limit_rps")]
    public Input<int> DefaultRateLimitRps { get; init; }

    /// <summary>The highest rate, 1..100000 requests a second; null for no cap.</summary>
    [JsonPropertyName("max_rate_limit_rps")]
    public Input<int> MaxRateLimitRps { get; init; }

    /// <summary>Whether tokens wait for an approver.</summary>
    [JsonPropertyName("requires_admin_approval")]
    public Input<bool> RequiresAdminApproval { get; init; }

    /// <summary>At most 1000 characters.</summary>
    [JsonPropertyName("description")]
    public Input<string> Description { get; init; }

    internal PolicyFields ToFields() => new()
    {
        MaxTtlDays = MaxTtlDays,
        MaxLiveTokens = MaxLiveTokens,
        AllowedPermissions = AllowedPermissions,
        DefaultRateLimitRps = DefaultRateLimitRps,
        MaxRateLimitRps = MaxRateLimitRps,
        RequiresAdminApproval = RequiresAdminApproval,
        Description = Description,
    };
}

/// <summary>The body of Create App Token Policy.</summary>
public sealed class CreatePolicyRequest : UpdatePolicyRequest
{
    /// <summary>The app that it governs; null for the organization's default.</summary>
    [JsonPropertyName("app_id")]
    public Input<Guid> AppId { get; init; }

    internal CreatePolicyCommand ToCommand(ResourceId organizationId) => new(organizationId, ToFields()) { AppId = AppId };
}
