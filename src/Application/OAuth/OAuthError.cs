using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.OAuth;

/// <summary>A request to the token endpoint that gets no token (RFC 6749 section 5.2).</summary>
/// <param name="Code">One of the section's codes, such as <c>invalid_grant</c>.</param>
/// <param name="Message">For developers; ASCII without quotation marks and backslashes.</param>
public sealed record OAuthError(string Code, string Message) : Error(Message)
{
    /// <summary>The refresh token is no good. Why is not told: whoever guesses learns nothing.</summary>
    public static readonly OAuthError InvalidGrant = new("invalid_grant", "The refresh token is invalid, expired, revoked or may not be used now");

    /// <summary>Only refreshing is supported.</summary>
    public static readonly OAuthError UnsupportedGrantType = new("unsupported_grant_type", "The only grant_type is refresh_token");

    /// <summary>More was asked for than the token was granted.</summary>
    public static readonly OAuthError InvalidScope = new("invalid_scope", "A refreshed token has the scope that was granted, and no other");
}
