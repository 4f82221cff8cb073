using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>The body that adds an app.</summary>
public sealed class CreateAppRequest
{
    /// <summary>1..255 characters.</summary>
    [Required]
    [Length(1, 255)]
    [Example("Billing")]
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>At most 1000 characters.</summary>
    [Length(0, 1000)]
    [Example("Issues invoices")]
    [JsonPropertyName("description")]
    public Input<string> Description { get; init; }
}

/// <summary>An app.</summary>
public sealed class AppResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a3-11c8-7f0e-8a52-4be0a4f1c9d2")]
    [JsonPropertyName("app_id")]
    public required string AppId { get; init; }

    /// <summary>UUID.</summary>
    [Example("0197f0a2-58d1-7b3c-9e47-2f6d8c5a7b01")]
    [JsonPropertyName("organization_id")]
    public required string OrganizationId { get; init; }

    /// <summary>1..255 characters.</summary>
    [Example("Billing")]
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>At most 1000 characters, or null.</summary>
    [Example("Issues invoices")]
    [JsonPropertyName("description")]
    public required string? Description { get; init; }

    /// <summary>When it was added.</summary>
    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A page of apps.</summary>
public sealed class AppListResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("apps")]
    public required IReadOnlyList<AppResponse> Apps { get; init; }

    /// <summary>Whether older ones follow.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }

    /// <summary>For the next page; null where none follows.</summary>
    [JsonPropertyName("next_cursor")]
    public required string? NextCursor { get; init; }
}
