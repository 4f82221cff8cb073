using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.AccessTokens;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Families.AccessTokens;

/// <summary>The query of List Access Tokens.</summary>
public sealed class ListAccessTokensRequest
{
    /// <summary>Only tokens of this type.</summary>
    [AllowedValues(AccessTokenTypes.Pat, AccessTokenTypes.Session)]
    [JsonPropertyName("tokenType")]
    public Input<string> TokenType { get; init; }

    /// <summary>Whether revoked tokens are listed too.</summary>
    [DefaultValue(false)]
    [JsonPropertyName("includeRevoked")]
    public Input<bool> IncludeRevoked { get; init; }

    /// <summary>How many tokens at most, 1..200; 50 unless said.</summary>
    [Range(1, 200)]
    [DefaultValue(50)]
    [JsonPropertyName("limit")]
    public Input<int> Limit { get; init; }

    /// <summary>The <c>nextCursor</c> of the page before.</summary>
    [JsonPropertyName("cursor")]
    public Input<string> Cursor { get; init; }
}

/// <summary>The body of Create Access Token.</summary>
public sealed class CreateAccessTokenRequest
{
    /// <summary>1..255 characters.</summary>
    [Required]
    [Length(1, 255)]
    [Example("laptop")]
    [JsonPropertyName("name")]
    public Input<string> Name { get; init; }

    /// <summary>In how many days it expires, 1..365; 90 unless said.</summary>
    [Range(1, 365)]
    [DefaultValue(90)]
    [Example(30)]
    [JsonPropertyName("expiresInDays")]
    public Input<int> ExpiresInDays { get; init; }
}

/// <summary>The query of Revoke All Access Tokens.</summary>
public sealed class RevokeAllAccessTokensRequest
{
    /// <summary>Whether the token that asks lives on.</summary>
    [DefaultValue(true)]
    [JsonPropertyName("exclude_current")]
    public Input<bool> ExcludeCurrent { get; init; }
}
