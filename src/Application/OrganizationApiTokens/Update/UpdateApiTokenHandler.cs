using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens.Update;

internal sealed class UpdateApiTokenHandler(
    ApiTokenAccess access,
    GuardedTransaction transaction,
    ITokenRepository tokens,
    IOrganizationTokenRepository organizationTokens,
    IAuditTrail audit,
    PermissionReader permissions,
    TimeProvider clock) : IRequestHandler<UpdateApiTokenCommand, Result<AnnotatedToken>>
{
    public async Task<Result<AnnotatedToken>> Handle(UpdateApiTokenCommand command, CancellationToken cancellationToken)
    {
        var act = await access.EnterAsync(command.ApiToken.Value!, WriteApiTokens.Of, cancellationToken);
        if (!act.IsSuccess)
        {
            return act.Error;
        }

        if (command.Properties.Value!.Judge(permissions, clock, isPatch: true) is { } wrong)
        {
            return wrong;
        }

        return await transaction.ExecuteAsync(
            act.Value, [act.Value.OrganizationId.Value], token => UpdateAsync(command, token), cancellationToken);
    }

    private async Task<Result<AnnotatedToken>> UpdateAsync(UpdateApiTokenCommand command, CancellationToken cancellationToken)
    {
        var found = await access.FindAsync(command.ApiToken.Value!, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        var before = found.Value;
        var after = command.Properties.Value!.ApplyTo(before, permissions) with { Version = before.Version + 1 };
        if (TokenReach.IsWidened(before, after) && access.JudgeIssuing(after) is { } forbidden)
        {
            return forbidden;
        }

        var annotationsBefore = await organizationTokens.ListAnnotationsAsync(before.TokenId, cancellationToken);
        var annotations = command.Annotations.OrNull() ?? annotationsBefore;
        var updated = TokenEvents.Updated(before, after, annotationsBefore, annotations);
        if (updated.Changes == AuditChanges.None)
        {
            return new AnnotatedToken(before, annotations);
        }

        if (!await tokens.UpdateAsync(after, cancellationToken))
        {
            return new ConflictError("The token changed meanwhile", after.TokenId);
        }

        if (command.Annotations.HasValue)
        {
            await organizationTokens.SetAnnotationsAsync(after.TokenId, annotations, cancellationToken);
        }

        audit.Append(updated);
        return new AnnotatedToken(after, annotations);
    }
}
