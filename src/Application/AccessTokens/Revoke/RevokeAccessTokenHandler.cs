using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens.Revoke;

internal sealed class RevokeAccessTokenHandler(RequestContext context, ITokenRepository tokens, TokenRevoker revoker)
    : IRequestHandler<RevokeAccessTokenCommand, Result<Token>>
{
    public async Task<Result<Token>> Handle(RevokeAccessTokenCommand command, CancellationToken cancellationToken)
    {
        var tokenId = context.RequiredCaller.Resolve(command.TokenId);
        var token = await tokens.FindAccessTokenAsync(context.RequiredUserId, tokenId, cancellationToken);
        return token is null
            ? new NotFoundError("token", command.TokenId.Text)
            : await revoker.RevokeAsync(token, reason: null, cancellationToken);
    }
}
