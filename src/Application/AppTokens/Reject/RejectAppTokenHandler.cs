using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Reject;

internal sealed class RejectAppTokenHandler(ITokenRepository tokens, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<RejectAppTokenCommand, Result<Token>>
{
    public async Task<Result<Token>> Handle(RejectAppTokenCommand command, CancellationToken cancellationToken)
    {
        if (await tokens.FindAppTokenAsync(command.OrganizationId.Value, command.AppId.Value, command.TokenId.Value, cancellationToken)
            is not { } token)
        {
            return new NotFoundError("token", command.TokenId.Text);
        }

        if (token.StatusAt(clock.GetNow()) != TokenStatus.PendingApproval)
        {
            return new ConflictError("The token does not wait for approval", token.TokenId);
        }

        var rejected = token.Reject(command.Reason.Value);
        if (!await tokens.UpdateAsync(rejected, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", token.TokenId);
        }

        audit.Append(TokenEvents.Rejected(rejected));
        return rejected;
    }
}
