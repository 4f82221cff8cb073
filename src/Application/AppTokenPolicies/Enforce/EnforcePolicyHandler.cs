using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokenPolicies.Enforce;

/// <summary>The order is a transaction of its own, with its event; what follows from it can be finished by anybody.</summary>
internal sealed class EnforcePolicyHandler(
    RequestContext context,
    IAppTokenPolicyRepository policies,
    IPolicyRunRepository runs,
    ITokenRepository tokens,
    GuardedTransaction transaction,
    PolicyEnforcer enforcer,
    IAuditTrail audit,
    TimeProvider clock) : IRequestHandler<EnforcePolicyCommand, Result<PolicyRun>>
{
    public async Task<Result<PolicyRun>> Handle(EnforcePolicyCommand command, CancellationToken cancellationToken)
    {
        var ordered = await transaction.ExecuteAsync(
            command, [command.OrganizationId.Value], token => OrderAsync(command, token), cancellationToken);
        return ordered.IsSuccess ? await enforcer.FinishAsync(ordered.Value, cancellationToken) : ordered;
    }

    private async Task<Result<PolicyRun>> OrderAsync(EnforcePolicyCommand command, CancellationToken cancellationToken)
    {
        var organizationId = command.OrganizationId.Value;
        if (await policies.FindAsync(organizationId, command.PolicyId.Value, cancellationToken) is not { } policy)
        {
            return new NotFoundError("app_token_policy", command.PolicyId.Text);
        }

        var now = clock.GetNow();
        var run = new PolicyRun
        {
            RunId = Guid.CreateVersion7(now),
            Policy = policy,
            LastPosition = await tokens.FindLastPositionAsync(organizationId, cancellationToken),
            Actor = context.Actor,
            RequestId = context.RequestId,
            StartedAt = now,
        };
        await runs.AddAsync(run, cancellationToken);
        audit.Append(PolicyEvents.Enforced(run));
        return run;
    }
}
