using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
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

        var revoked = token.Revoke(clock.GetNow(), command.Reason.Value);
        if (revoked == token)
        {
            return Unit.Value;
        }

        if (!await tokens.UpdateAsync(revoked, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", token.TokenId);
        }

        audit.Append(AppTokenEvents.Revoked(token, revoked));
        return Unit.Value;
    }
}
