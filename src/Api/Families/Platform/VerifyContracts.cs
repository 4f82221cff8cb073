using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Families.AppTokens;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>The body that asks about a token.</summary>
public sealed class VerifyTokenRequest
{
    /// <summary>The plaintext.</summary>
    [Required]
    [Example("tka_the_token_that_a_client_presented")]
    [JsonPropertyName("token")]
    public Input<string> Token { get; init; }

    /// <summary>What the call needs.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [Example("orders:read")]
    [JsonPropertyName("permissions")]
    public Input<IReadOnlyList<Input<string>>> Permissions { get; init; }

    /// <summary>What the call needs, as scopes.</summary>
    [Length(0, 200)]
    [ItemLength(1, 255)]
    [JsonPropertyName("scopes")]
    public Input<IReadOnlyList<Input<string>>> Scopes { get; init; }

    /// <summary>The path of the call.</summary>
    [Example("/orders/1")]
    [JsonPropertyName("endpoint_path")]
    public Input<string> EndpointPath { get; init; }

    /// <summary>Where the call comes from.</summary>
    [Example("10.1.2.3")]
    [JsonPropertyName("ip_address")]
    public Input<string> IpAddress { get; init; }

    /// <summary>The workspace that the call names.</summary>
    [Example("sales")]
    [JsonPropertyName("workspace_id")]
    public Input<string> WorkspaceId { get; init; }

    /// <summary>The namespace that the call names.</summary>
    [Example("reports")]
    [JsonPropertyName("namespace_id")]
    public Input<string> NamespaceId { get; init; }

    /// <summary>The environment that the call names.</summary>
    [Example("production")]
    [JsonPropertyName("environment_id")]
    public Input<string> EnvironmentId { get; init; }

    /// <summary>The organization where the token is used.</summary>
    [JsonPropertyName("org_id")]
    public Input<Guid> OrgId { get; init; }

    /// <summary>How many requests the call counts for, 0..1000; 1 unless said.</summary>
    [Range(0, 1000)]
    [DefaultValue(1)]
    [Example(1)]
    [JsonPropertyName("cost")]
    public Input<int> Cost { get; init; }

    internal VerifyTokenQuery ToQuery() => new()
    {
        Token = Token,
        Permissions = Permissions,
        Scopes = Scopes,
        EndpointPath = EndpointPath,
        IpAddress = IpAddress,
        WorkspaceId = WorkspaceId,
        NamespaceId = NamespaceId,
        EnvironmentId = EnvironmentId,
        OrganizationId = OrgId,
        Cost = Cost,
    };
}

/// <summary>What came of it.</summary>
public sealed class VerifyTokenResponse
{
    /// <summary>Whether the token may do this.</summary>
    [JsonPropertyName("valid")]
    public required bool Valid { get; init; }

    /// <summary>The verdict: <c>VALID</c>, or the first rule that refused.</summary>
    [AllowedValues(
        "VALID", "NOT_FOUND", "REVOKED", "REJECTED", "EXPIRED", "PENDING_APPROVAL", "IP_NOT_ALLOWED", "ENDPOINT_NOT_ALLOWED",
        "RESOURCE_NOT_ALLOWED", "INSUFFICIENT_PERMISSIONS", "RATE_LIMITED")]
    [Example("VALID")]
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>The token; null where the code is <c>NOT_FOUND</c>.</summary>
    [JsonPropertyName("token")]
    public required TokenResponse? Token { get; init; }

    /// <summary>What is left of the token's rate; null for a token without a limit, and where another rule refused.</summary>
    [JsonPropertyName("rate_limit")]
    public required RateLimitResponse? RateLimit { get; init; }
}

/// <summary>What is left of a token's rate.</summary>
public sealed class RateLimitResponse
{
    /// <summary>Requests a second; of an organization's token, requests a minute.</summary>
    [Example(50)]
    [JsonPropertyName("limit")]
    public required int Limit { get; init; }

    /// <summary>Requests at once.</summary>
    [Example(100)]
    [JsonPropertyName("burst")]
    public required int Burst { get; init; }

    /// <summary>Requests of cost 1 that could follow at once.</summary>
    [Example(99)]
    [JsonPropertyName("remaining")]
    public required int Remaining { get; init; }

    /// <summary>Milliseconds until the same call would be taken; 0 where it was, null where it never will be.</summary>
    [JsonPropertyName("retry_after_ms")]
    public required long? RetryAfterMs { get; init; }

    internal static RateLimitResponse? Of(RateDecision? rate) => rate is null ? null : new()
    {
        Limit = rate.Limit.Count,
        Burst = rate.Limit.Burst,
        Remaining = rate.Remaining,

        // Rounded up: whoever waits as long as told is not refused again.
        RetryAfterMs = rate.RetryAfter is { } wait ? (long)Math.Ceiling(wait.TotalMilliseconds) : null,
    };
}
