using System.Text.Json.Serialization;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>The body that adds a user.</summary>
public sealed class CreateUserRequest
{
    /// <summary>At most 254 characters with one <c>@</c>; kept in lower case.</summary>
    [JsonPropertyName("email")]
    public Input<string> Email { get; init; }

    /// <summary>1..255 characters.</summary>
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>12..128 characters; without one the user cannot sign in.</summary>
    [JsonPropertyName("password")]
    public Input<string> Password { get; init; }

    /// <summary>Whether the user administers the platform; false unless said.</summary>
    [JsonPropertyName("is_platform_admin")]
    public Input<bool> IsPlatformAdmin { get; init; }
}

/// <summary>The body that changes a user: what is absent stays.</summary>
public sealed class UpdateUserRequest
{
    /// <summary>1..255 characters.</summary>
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>Whether the user may do nothing any more.</summary>
    [JsonPropertyName("disabled")]
    public Input<bool> Disabled { get; init; }
}

/// <summary>The body that sets a password.</summary>
public sealed class SetPasswordRequest
{
    /// <summary>12..128 characters.</summary>
    [JsonPropertyName("password")]
    public Input<string> Password { get; init; }
}

/// <summary>A person.</summary>
public sealed class UserResponse
{
    /// <summary>UUID.</summary>
    [JsonPropertyName("user_id")]
    public required string UserId { get; init; }

    /// <summary>Lower case.</summary>
    [JsonPropertyName("email")]
    public required string Email { get; init; }

    /// <summary>1..255 characters.</summary>
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
