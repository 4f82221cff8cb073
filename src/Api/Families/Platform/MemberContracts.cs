using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>The body that takes a user in: either <c>user_id</c> or <c>email</c>.</summary>
public sealed class AddMemberRequest
{
    /// <summary>UUID of the user.</summary>
    [JsonPropertyName("user_id")]
    public Input<Guid> UserId { get; init; }

    /// <summary>Email of the user.</summary>
    [Example("grace@example.com")]
    [JsonPropertyName("email")]
    public Input<string> Email { get; init; }

    /// <summary><c>admin</c>, <c>developer</c>, <c>operator</c> or <c>viewer</c>.</summary>
    [Required]
    [AllowedValues("admin", "developer", "operator", "viewer")]
    [Example("developer")]
    [JsonPropertyName("role")]
    public Input<string> Role { get; init; }
}

/// <summary>The body that gives a member another role.</summary>
public sealed class UpdateMemberRequest
{
    /// <summary><c>admin</c>, <c>developer</c>, <c>operator</c> or <c>viewer</c>.</summary>
    [RefusesNull]
    [AllowedValues("admin", "developer", "operator", "viewer")]
    [Example("developer")]
    [JsonPropertyName("role")]
    public Input<string> Role { get; init; }
}

/// <summary>A member of an organization.</summary>
public sealed class MemberResponse
{
    /// <summary>UUID.</summary>
    [Example("0197f0a1-93e5-7d18-b6c4-7a1e5f9d3c22")]
    [JsonPropertyName("user_id")]
    public required string UserId { get; init; }

    /// <summary>Lower case.</summary>
    [Example("ada@example.com")]
    [JsonPropertyName("email")]
    public required string Email { get; init; }

    /// <summary>1..255 characters.</summary>
    [Example("Ada")]
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary><c>admin</c>, <c>developer</c>, <c>operator</c> or <c>viewer</c>.</summary>
    [AllowedValues("admin", "developer", "operator", "viewer")]
    [Example("developer")]
    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>Since when the user is a member.</summary>
    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A page of members.</summary>
public sealed class MemberListResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("members")]
    public required IReadOnlyList<MemberResponse> Members { get; init; }

    /// <summary>Whether older ones follow.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }

    /// <summary>For the next page; null where none follows.</summary>
    [JsonPropertyName("next_cursor")]
    public required string? NextCursor { get; init; }
}
