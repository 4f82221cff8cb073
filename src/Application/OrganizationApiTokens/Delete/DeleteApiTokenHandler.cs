using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens.Delete;

internal sealed class DeleteApiTokenHandler(
    ApiTokenAccess access,
    GuardedTransaction transaction,
    ITokenRepository tokens,
    IOrganizationTokenRepository organizationTokens,
    IAuditTrail audit,
    TimeProvider clock) : IRequestHandler<DeleteApiTokenCommand, Result<Token>>
{
    public async Task<Result<Token>> Handle(DeleteApiTokenCommand command, CancellationToken cancellationToken)
    {
        var act = await access.EnterAsync(command.ApiToken.Value!, EndOrRenewApiToken.Of, cancellationToken);
        return act.IsSuccess
            ? await transaction.ExecuteAsync(
                act.Value, [act.Value.OrganizationId.Value], token => DeleteAsync(command, token), cancellationToken)
            : act.Error;
    }

    private async Task<Result<Token>> DeleteAsync(DeleteApiTokenCommand command, CancellationToken cancellationToken)
    {
        var found = await access.FindAsync(command.ApiToken.Value!, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var now = clock.GetNow();
        var revoked = found.Value.Revoke(now, null);
        if (!await tokens.UpdateAsync(revoked, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", revoked.TokenId);
        }

        // Nothing is left to be found by.
        await organizationTokens.SetAnnotationsAsync(revoked.TokenId, [], cancellationToken);
        audit.Append(TokenEvents.Revoked(revoked.TokenId, revoked.Kind, now, revoked.RevokedReason));
        return revoked;
    }
}
