using MediatR;
using TokenPlatform.Application.AppTokenPolicies;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Organizations;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Apps.Delete;

internal sealed class DeleteAppHandler(
    IAppRepository apps, IAppTokenPolicyRepository policies, TokenRevoker revoker, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<DeleteAppCommand, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(DeleteAppCommand command, CancellationToken cancellationToken)
    {
        var organizationId = command.OrganizationId.Value;
        if (await apps.FindAsync(organizationId, command.AppId.Value, cancellationToken) is not { } app)
        {
            return new NotFoundError("app", command.AppId.Text);
        }

        var now = clock.GetNow();
        await apps.DeleteAsync(app.AppId, now, cancellationToken);
        audit.Append(OrganizationEvents.AppDeleted(app));
        if (await policies.FindOfAsync(organizationId, app.AppId, cancellationToken) is { } policy)
        {
            await policies.DeleteAsync(policy.PolicyId, cancellationToken);
            audit.Append(PolicyEvents.Deleted(policy));
        }

        await revoker.RevokeAsync(
            organizationId, new TokenSelection(organizationId, app.AppId), now, RevocationReasons.AppDeleted, cancellationToken);
        return Unit.Value;
    }
}
