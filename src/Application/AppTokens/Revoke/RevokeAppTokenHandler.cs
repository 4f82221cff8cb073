using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Revoke;

internal sealed class RevokeAppTokenHandler(
    RequestContext context, ITokenRepository tokens, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<RevokeAppTokenCommand, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(RevokeAppTokenCommand command, CancellationToken cancellationToken)
    {
        var tokenId = context.RequiredCaller.Resolve(command.TokenId);
        var token = await tokens.FindAppTokenAsync(command.OrganizationId.Value, command.AppId.Value, tokenId, cancellationToken);
        if (token is null)
        {
            return new NotFoundError("token", command.TokenId.Text);
        }

        var now = clock.GetNow();
        var revoked = token.Revoke(now, command.Reason.Value);
        if (revoked == token)
        {
            return Unit.Value;
        }

        if (!await tokens.UpdateAsync(revoked, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", token.TokenId);
        }

        audit.Append(TokenEvents.Revoked(token.TokenId, token.Kind, now, revoked.RevokedReason));
        return Unit.Value;
    }
}
