using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Delete;

internal sealed class DeletePolicyHandler(IAppTokenPolicyRepository policies, IAuditTrail audit)
    : IRequestHandler<DeletePolicyCommand, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(DeletePolicyCommand command, CancellationToken cancellationToken)
    {
        if (await policies.FindAsync(command.OrganizationId.Value, command.PolicyId.Value, cancellationToken) is not { } policy)
        {
            return new NotFoundError("app_token_policy", command.PolicyId.Text);
        }

        if (!EntityTag.Matches(command.IfMatch, policy.Version))
        {
            return new PreconditionFailedError();
        }

        await policies.DeleteAsync(policy.PolicyId, cancellationToken);
        audit.Append(PolicyEvents.Deleted(policy));
        return Unit.Value;
    }
}
