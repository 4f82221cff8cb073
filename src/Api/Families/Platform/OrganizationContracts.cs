using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>The query of lists that nothing but their place filters.</summary>
public sealed class PageRequest
{
    /// <summary>How many at most, 1..200; 50 unless said.</summary>
    [Range(1, 200)]
    [DefaultValue(50)]
    [JsonPropertyName("limit")]
    public Input<int> Limit { get; init; }

    /// <summary>The <c>next_cursor</c> of the page before.</summary>
    [JsonPropertyName("cursor")]
    public Input<string> Cursor { get; init; }
}

/// <summary>The body that founds an organization.</summary>
public sealed class CreateOrganizationRequest
{
    /// <summary>1..255 characters.</summary>
    [Required]
    [Length(1, 255)]
    [Example("Acme")]
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>A lower-case DNS label that no other organization has.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    [Example("acme")]
    [JsonPropertyName("sub_domain")]
    public Input<string> SubDomain { get; init; }
}

/// <summary>The body that renames an organization: what is absent stays.</summary>
public sealed class UpdateOrganizationRequest
{
    /// <summary>1..255 characters.</summary>
    [RefusesNull]
    [Length(1, 255)]
    [Example("Acme")]
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>A lower-case DNS label that no other organization has.</summary>
    [RefusesNull]
    [RegularExpression("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    [Example("acme-tools")]
    [JsonPropertyName("sub_domain")]
    public Input<string> SubDomain { get; init; }
}

/// <summary>An organization.</summary>
public sealed class OrganizationResponse
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

    /// <summary>When it was founded.</summary>
    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A page of organizations.</summary>
public sealed class OrganizationListResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("organizations")]
    public required IReadOnlyList<OrganizationResponse> Organizations { get; init; }

    /// <summary>Whether older ones follow.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }

    /// <summary>For the next page; null where none follows.</summary>
    [JsonPropertyName("next_cursor")]
    public required string? NextCursor { get; init; }
}
