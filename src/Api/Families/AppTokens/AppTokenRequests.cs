using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.AppTokens;
using TokenPlatform.Application.AppTokens.Create;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.AppTokens;

/// <summary>The query of List App Tokens.</summary>
public sealed class ListAppTokensRequest
{
    /// <summary>How many tokens at most, 1..200; 50 unless said.</summary>
    [Range(1, 200)]
    [DefaultValue(50)]
    [JsonPropertyName("limit")]
    public Input<int> Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    [JsonPropertyName("cursor")]
    public Input<string> Cursor { get; init; }

    /// <summary>Only tokens in this state.</summary>
    [AllowedValues("active", "pending_approval", "rejected", "expired", "revoked")]
    [JsonPropertyName("status")]
    public Input<string> Status { get; init; }

    /// <summary>Only tokens of this user or app.</summary>
    [JsonPropertyName("owner_id")]
    public Input<Guid> OwnerId { get; init; }
}

/// <summary>The query of Revoke App Token.</summary>
public sealed class RevokeAppTokenRequest
{
    /// <summary>Why, at most 1000 characters.</summary>
    [Length(0, 1000)]
    [JsonPropertyName("reason")]
    public Input<string> Reason { get; init; }
}

/// <summary>The body that rejects a token.</summary>
public sealed class RejectAppTokenRequest
{
    /// <summary>Why, at most 1000 characters.</summary>
    [Length(0, 1000)]
    [Example("Nobody knows what it is for")]
    [JsonPropertyName("reason")]
    public Input<string> Reason { get; init; }
}

/// <summary>The body of Create App Token.</summary>
public sealed class CreateAppTokenRequest
{
    /// <summary>1..255 characters.</summary>
    [Required]
    [Length(1, 255)]
    [Example("nightly report")]
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>At most 1000 characters.</summary>
    [Length(0, 1000)]
    [Example("Reads the orders of the day")]
    [JsonPropertyName("description")]
    public Input<string> Description { get; init; }

    /// <summary><c>pat</c> (default) or <c>service</c>.</summary>
    [AllowedValues(AppTokenTypes.Pat, AppTokenTypes.Service)]
    [DefaultValue(AppTokenTypes.Pat)]
    [Example(AppTokenTypes.Service)]
    [JsonPropertyName("token_type")]
    public Input<string> TokenType { get; init; }

    /// <summary>The member who shall own a <c>pat</c>.</summary>
    [JsonPropertyName("owner_id")]
    public Input<Guid> OwnerId { get; init; }

    /// <summary>Scopes that the token carries.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("orders")]
    [JsonPropertyName("scopes")]
    public Input<IReadOnlyList<Input<string>>> Scopes { get; init; }

    /// <summary>Permissions that the token carries.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("orders:read", "invoices:read")]
    [JsonPropertyName("permissions")]
    public Input<IReadOnlyList<Input<string>>> Permissions { get; init; }

    /// <summary>Workspaces that the token may name; empty for any.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("sales")]
    [JsonPropertyName("workspace_ids")]
    public Input<IReadOnlyList<Input<string>>> WorkspaceIds { get; init; }

    /// <summary>Namespaces that the token may name; empty for any.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("reports")]
    [JsonPropertyName("namespace_ids")]
    public Input<IReadOnlyList<Input<string>>> NamespaceIds { get; init; }

    /// <summary>Environments that the token may name; empty for any.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("production")]
    [JsonPropertyName("environment_ids")]
    public Input<IReadOnlyList<Input<string>>> EnvironmentIds { get; init; }

    /// <summary>Paths that the token may be used on; empty for any.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("/orders/**")]
    [JsonPropertyName("endpoint_paths")]
    public Input<IReadOnlyList<Input<string>>> EndpointPaths { get; init; }

    /// <summary>Requests a second, 1..100000.</summary>
    [Range(1, 100000)]
    [Example(50)]
    [JsonPropertyName("rate_limit_rps")]
    public Input<int> RateLimitRps { get; init; }

    /// <summary>Requests at once, 1..100000; twice the rate unless said.</summary>
    [Range(1, 100000)]
    [Example(100)]
    [JsonPropertyName("rate_limit_burst")]
    public Input<int> RateLimitBurst { get; init; }

    /// <summary>Addresses and CIDR networks that the token may be used from; empty for any.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("10.0.0.0/8", "2001:db8::1")]
    [JsonPropertyName("authorized_ip_addresses")]
    public Input<IReadOnlyList<Input<string>>> AuthorizedIpAddresses { get; init; }

    /// <summary>When it expires: ISO 8601 with an offset, in the future.</summary>
    [JsonPropertyName("expires_at")]
    public Input<DateTimeOffset> ExpiresAt { get; init; }

    /// <summary>In how many days it expires, 1..3650; not beside <c>expires_at</c>.</summary>
    [Range(1, 3650)]
    [Example(30)]
    [JsonPropertyName("expires_in_days")]
    public Input<int> ExpiresInDays { get; init; }

    /// <summary>Whether a refresh token comes along, which renews the token at <c>/oauth2/token</c>.</summary>
    [DefaultValue(false)]
    [JsonPropertyName("issue_refresh_token")]
    public Input<bool> IssueRefreshToken { get; init; }

    internal CreateAppTokenCommand ToCommand(ResourceId organizationId, ResourceId appId) => new(organizationId, appId)
    {
        Name = Name,
        Description = Description,
        TokenType = TokenType,
        OwnerId = OwnerId,
        Scopes = Scopes,
        Permissions = Permissions,
        WorkspaceIds = WorkspaceIds,
        NamespaceIds = NamespaceIds,
        EnvironmentIds = EnvironmentIds,
        EndpointPaths = EndpointPaths,
        RateLimitRps = RateLimitRps,
        RateLimitBurst = RateLimitBurst,
        AuthorizedIpAddresses = AuthorizedIpAddresses,
        ExpiresAt = ExpiresAt,
        ExpiresInDays = ExpiresInDays,
        IssueRefreshToken = IssueRefreshToken,
    };
}

/// <summary>The body of a rotation.</summary>
public sealed class RotateAppTokenRequest
{
    /// <summary>For how many seconds the present secret goes on working, 0..604800.</summary>
    [Range(0, 604800)]
    [DefaultValue(0)]
    [Example(3600)]
    [JsonPropertyName("overlap_seconds")]
    public Input<int> OverlapSeconds { get; init; }
}
