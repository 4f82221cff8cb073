using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>The body that adds a user.</summary>
public sealed class CreateUserRequest
{
    /// <summary>At most 254 characters with one <c>@</c>; kept in lower case.</summary>
    [Required]
    [MaxLength(254)]
    [Example("ada@example.com")]
    [JsonPropertyName("email")]
    public Input<string> Email { get; init; }

    /// <summary>1..255 characters.</summary>
    [Required]
    [Length(1, 255)]
    [Example("Ada")]
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>12..128 characters; without one the user cannot sign in.</summary>
    [Length(12, 128)]
    [Example("correct horse battery")]
    [JsonPropertyName("password")]
    public Input<string> Password { get; init; }

    /// <summary>Whether the user administers the platform; false unless said.</summary>
    [DefaultValue(false)]
    [JsonPropertyName("is_platform_admin")]
    public Input<bool> IsPlatformAdmin { get; init; }
}

/// <summary>The body that changes a user: what is absent stays.</summary>
public sealed class UpdateUserRequest
{
    /// <summary>1..255 characters.</summary>
    [RefusesNull]
    [Length(1, 255)]
    [Example("Ada")]
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>Whether the user may do nothing any more.</summary>
    [RefusesNull]
    [Example(true)]
    [JsonPropertyName("disabled")]
    public Input<bool> Disabled { get; init; }
}

/// <summary>The body that sets a password.</summary>
public sealed class SetPasswordRequest
{
    /// <summary>12..128 characters.</summary>
    [Required]
    [Length(12, 128)]
    [Example("correct horse battery")]
    [JsonPropertyName("password")]
    public Input<string> Password { get; init; }
}

/// <summary>A person.</summary>
public sealed class UserResponse
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

    /// <summary>Whether the person administers the platform.</summary>
    [JsonPropertyName("is_platform_admin")]
    public required bool IsPlatformAdmin { get; init; }

    /// <summary>When the person was added.</summary>
    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the person may do nothing any more.</summary>
    [JsonPropertyName("disabled")]
    public required bool Disabled { get; init; }

    /// <summary>A person as administrators and the person see them.</summary>
    internal static UserResponse Of(User user) => new()
    {
        UserId = user.UserId.ToString(),
        Email = user.Email,
        Name = user.Name,
        IsPlatformAdmin = user.IsPlatformAdmin,
        CreatedAt = user.CreatedAt,
        Disabled = user.DisabledAt is not null,
    };
}

/// <summary>A page of users.</summary>
public sealed class UserListResponse
{
    /// <summary>Newest first.</summary>
    [JsonPropertyName("users")]
    public required IReadOnlyList<UserResponse> Users { get; init; }

    /// <summary>Whether older ones follow.</summary>
    [JsonPropertyName("has_more")]
    public required bool HasMore { get; init; }

    /// <summary>For the next page; null where none follows.</summary>
    [JsonPropertyName("next_cursor")]
    public required string? NextCursor { get; init; }
}
