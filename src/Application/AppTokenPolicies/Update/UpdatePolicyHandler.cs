using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Update;

internal sealed class UpdatePolicyHandler(
    IAppTokenPolicyRepository policies, IAuditTrail audit, PermissionReader permissions, TimeProvider clock)
    : IRequestHandler<UpdatePolicyCommand, Result<AppTokenPolicy>>
{
    public async Task<Result<AppTokenPolicy>> Handle(UpdatePolicyCommand command, CancellationToken cancellationToken)
    {
        if (await policies.FindAsync(command.OrganizationId.Value, command.PolicyId.Value, cancellationToken) is not { } before)
        {
            return new NotFoundError("app_token_policy", command.PolicyId.Text);
        }

        if (!EntityTag.Matches(command.IfMatch, before.Version))
        {
            return new PreconditionFailedError();
        }

        var after = command.Fields.ApplyTo(before, permissions);
        if (command.Fields.Judge(after) is { } wrong)
        {
            return wrong;
        }

        if (PolicyEvents.Updated(before, after).Changes == AuditChanges.None)
        {
            return before;
        }

        after = after with { UpdatedAt = clock.GetNow(), Version = before.Version + 1 };
        await policies.UpdateAsync(after, cancellationToken);
        audit.Append(PolicyEvents.Updated(before, after));
        return after;
    }
}
