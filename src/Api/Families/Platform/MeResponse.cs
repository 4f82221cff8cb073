using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Families.AppTokens;
using TokenPlatform.Api.Operations.OpenApi;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>Who the caller is, where it belongs, and the token that was presented.</summary>
public sealed class MeResponse
{
    /// <summary>The user; null for app and organization tokens.</summary>
    [JsonPropertyName("user")]
    public required UserResponse? User { get; init; }

    /// <summary>Oldest membership first.</summary>
    [JsonPropertyName("organizations")]
    public required IReadOnlyList<MyOrganizationResponse> Organizations { get; init; }

    /// <summary>The token.</summary>
    [JsonPropertyName("token")]
    public required TokenResponse Token { get; init; }

    /// <summary>A flag for whoever cleans up: the token has no expiry.</summary>
    [JsonPropertyName("token_never_expires")]
    public required bool TokenNeverExpires { get; init; }
}

/// <summary>An organization that the caller belongs to.</summary>
public sealed class MyOrganizationResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a2-58d1-7b3c-9e47-2f6d8c5a7b01")]
    [JsonPropertyName("organization_id")]
    public required string OrganizationId { get; init; }

    /// <summary>1..255 characters.</summary>
    [Example("Acme")]
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>DNS label.</summary>
    [Example("acme")]
    [JsonPropertyName("sub_domain")]
    public required string SubDomain { get; init; }

    /// <summary>The user's role there; null where no user acts.</summary>
    [AllowedValues("admin", "developer", "operator", "viewer")]
    [Example("developer")]
    [JsonPropertyName("role")]
    public required string? Role { get; init; }
}
