using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.AppTokenPolicies;
using TokenPlatform.Application.AppTokenPolicies.Create;
using TokenPlatform.Application.AppTokenPolicies.Preview;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.AppTokenPolicies;

/// <summary>The query of List App Token Policies.</summary>
public sealed class ListPoliciesRequest
{
    /// <summary>How many policies at most, 1..200; 50 unless said.</summary>
    [Range(1, 200)]
    [DefaultValue(50)]
    [JsonPropertyName("limit")]
    public Input<int> Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    [JsonPropertyName("cursor")]
    public Input<string> Cursor { get; init; }

    /// <summary>Only the policy of this app.</summary>
    [JsonPropertyName("app_id")]
    public Input<Guid> AppId { get; init; }
}

/// <summary>What bodies that set a policy have in common.</summary>
public abstract class PolicyRequest
{
    /// <summary>The longest life of a token, 1..3650 days; null for no cap.</summary>
    [Range(1, 3650)]
    [Example(90)]
    [JsonPropertyName("max_ttl_days")]
    public Input<int> MaxTtlDays { get; init; }

    /// <summary>How many tokens of an app may live at once, 0..100000; 0 freezes issuing, null for no cap.</summary>
    [Range(0, 100000)]
    [Example(100)]
    [JsonPropertyName("max_live_tokens")]
    public Input<int> MaxLiveTokens { get; init; }

    /// <summary>What tokens may carry at most; an empty list allows nothing, null anything.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("orders:*", "invoices:read")]
    [JsonPropertyName("allowed_permissions")]
    public Input<IReadOnlyList<Input<string>>> AllowedPermissions { get; init; }

    /// <summary>Requests a second for tokens that ask for no rate, 1..100000; not above the maximum.</summary>
    [Range(1, 100000)]
    [Example(5)]
    [JsonPropertyName("default_rate_limit_rps")]
    public Input<int> DefaultRateLimitRps { get; init; }

    /// <summary>The highest rate, 1..100000 requests a second; null for no cap.</summary>
    [Range(1, 100000)]
    [Example(50)]
    [JsonPropertyName("max_rate_limit_rps")]
    public Input<int> MaxRateLimitRps { get; init; }

    /// <summary>At most 1000 characters.</summary>
    [Length(0, 1000)]
    [Example("What our apps may ask for")]
    [JsonPropertyName("description")]
    public Input<string> Description { get; init; }

    private protected PolicyFields FieldsWith(Input<bool> requiresAdminApproval) => new()
    {
        MaxTtlDays = MaxTtlDays,
        MaxLiveTokens = MaxLiveTokens,
        AllowedPermissions = AllowedPermissions,
        DefaultRateLimitRps = DefaultRateLimitRps,
        MaxRateLimitRps = MaxRateLimitRps,
        RequiresAdminApproval = requiresAdminApproval,
        Description = Description,
    };
}

/// <summary>The body of Update App Token Policy: what is absent stays, null clears.</summary>
public sealed class UpdatePolicyRequest : PolicyRequest
{
    /// <summary>Whether tokens wait for an approver.</summary>
    [RefusesNull]
    [Example(true)]
    [JsonPropertyName("requires_admin_approval")]
    public Input<bool> RequiresAdminApproval { get; init; }

    internal PolicyFields ToFields() => FieldsWith(RequiresAdminApproval);
}

/// <summary>The body of Create App Token Policy, and of its preview.</summary>
public sealed class CreatePolicyRequest : PolicyRequest
{
    /// <summary>Whether tokens wait for an approver; false unless said.</summary>
    [DefaultValue(false)]
    [Example(true)]
    [JsonPropertyName("requires_admin_approval")]
    public Input<bool> RequiresAdminApproval { get; init; }

    /// <summary>The app that it governs; null for the organization's default.</summary>
    [JsonPropertyName("app_id")]
    public Input<Guid> AppId { get; init; }

    internal CreatePolicyCommand ToCommand(ResourceId organizationId) =>
        new(organizationId, FieldsWith(RequiresAdminApproval)) { AppId = AppId };

    internal PreviewPolicyQuery ToPreview(ResourceId organizationId) =>
        new(organizationId, FieldsWith(RequiresAdminApproval)) { AppId = AppId };
}
