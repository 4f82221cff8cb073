using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.AccessTokens;

/// <summary>The body that signs a person in.</summary>
public sealed class LoginRequest
{
    /// <summary>The person's email; case does not count in ASCII.</summary>
    [Required]
    [MaxLength(254)]
    [Example("grace@example.com")]
    [JsonPropertyName("email")]
    public Input<string> Email { get; init; }

    /// <summary>The person's password.</summary>
    [Required]
    [MaxLength(128)]
    [Example("correct horse battery")]
    [JsonPropertyName("password")]
    public Input<string> Password { get; init; }
}

/// <summary>The body that changes the caller's password.</summary>
public sealed class ChangePasswordRequest
{
    /// <summary>The password that counts until now.</summary>
    [Required]
    [MaxLength(128)]
    [Example("correct horse battery")]
    [JsonPropertyName("currentPassword")]
    public Input<string> CurrentPassword { get; init; }

    /// <summary>12..128 characters.</summary>
    [Required]
    [Length(12, 128)]
    [Example("staple of another kind")]
    [JsonPropertyName("newPassword")]
    public Input<string> NewPassword { get; init; }
}
