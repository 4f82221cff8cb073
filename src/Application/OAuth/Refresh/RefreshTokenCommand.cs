using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.OAuth.Refresh;

/// <summary>Renews an access token (RFC 6749 section 6). The refresh token is the credential.</summary>
[AllowsAnonymous]
public sealed record RefreshTokenCommand : IRequest<Result<IssuedToken>>
{
    /// <summary><c>refresh_token</c>.</summary>
    public Input<string> GrantType { get; init; }

    /// <summary>The plaintext, well-formed or not.</summary>
    public Input<string> RefreshToken { get; init; }

    /// <summary>Scopes, separated by spaces; nothing that was not granted.</summary>
    public Input<string> Scope { get; init; }

    /// <summary>Never the plaintext.</summary>
    public override string ToString() => nameof(RefreshTokenCommand);
}
