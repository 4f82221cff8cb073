using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Revoke;

internal sealed class RevokeAppTokenHandler(RequestContext context, ITokenRepository tokens, TokenRevoker revoker)
    : IRequestHandler<RevokeAppTokenCommand, Result<Token>>
{
    public async Task<Result<Token>> Handle(RevokeAppTokenCommand command, CancellationToken cancellationToken)
    {
        var tokenId = context.RequiredCaller.Resolve(command.TokenId);
        var token = await tokens.FindAppTokenAsync(command.OrganizationId.Value, command.AppId.Value, tokenId, cancellationToken);
        return token is null
            ? new NotFoundError("token", command.TokenId.Text)
            : await revoker.RevokeAsync(token, command.Reason.Value, cancellationToken);
    }
}
