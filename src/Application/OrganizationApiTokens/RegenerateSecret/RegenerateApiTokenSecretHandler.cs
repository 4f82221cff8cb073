using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens.RegenerateSecret;

internal sealed class RegenerateApiTokenSecretHandler(
    ApiTokenAccess access, GuardedTransaction transaction, ITokenRepository tokens, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<RegenerateApiTokenSecretCommand, Result<IssuedToken>>
{
    public async Task<Result<IssuedToken>> Handle(RegenerateApiTokenSecretCommand command, CancellationToken cancellationToken)
    {
        var act = await access.EnterAsync(command.ApiToken.Value!, EndOrRenewApiToken.Of, cancellationToken);
        return act.IsSuccess
            ? await transaction.ExecuteAsync(
                act.Value, [act.Value.OrganizationId.Value], token => RegenerateAsync(command, act.Value.Version, token), cancellationToken)
            : act.Error;
    }

    private async Task<Result<IssuedToken>> RegenerateAsync(
        RegenerateApiTokenSecretCommand command, int version, CancellationToken cancellationToken)
    {
        var found = await access.FindAsync(command.ApiToken.Value!, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var before = found.Value;
        if (access.JudgeIssuing(before) is { } forbidden)
        {
            return forbidden;
        }

        if (before.Version != version || !before.IsLiveAt(clock.GetNow()))
        {
            return new ConflictError(before.Version != version ? "The token changed meanwhile" : "The token does not live", before.TokenId);
        }

        var secret = TokenSecret.Generate(SecretKind.Organization);
        var after = before.Rotate(secret.Shown);
        if (!await tokens.UpdateAsync(after, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", before.TokenId);
        }

        await tokens.ReplaceSecretAsync(after.TokenId, secret.Hash(), overlapEndsAt: null, cancellationToken);
        audit.Append(TokenEvents.Rotated(before, after, null));
        return new IssuedToken(after, secret);
    }
}
