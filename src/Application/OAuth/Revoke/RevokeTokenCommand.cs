using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.OAuth.Revoke;

/// <summary>Ends a token that somebody holds, and nobody else should (RFC 7009). Possession is enough.</summary>
/// <param name="Token">An access token of any kind, or a refresh token, which takes its access token along.</param>
[AllowsAnonymous]
public sealed record RevokeTokenCommand(Input<string> Token) : IRequest<Result<Unit>>
{
    /// <summary>Never the plaintext.</summary>
    public override string ToString() => nameof(RevokeTokenCommand);
}
