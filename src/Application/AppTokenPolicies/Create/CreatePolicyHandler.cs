using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Create;

internal sealed class CreatePolicyHandler(
    RequestContext context,
    IAppRepository apps,
    IAppTokenPolicyRepository policies,
    IAuditTrail audit,
    PermissionReader permissions,
    TimeProvider clock) : IRequestHandler<CreatePolicyCommand, Result<AppTokenPolicy>>
{
    public async Task<Result<AppTokenPolicy>> Handle(CreatePolicyCommand command, CancellationToken cancellationToken)
    {
        var now = clock.GetNow();
        var policy = command.Fields.ApplyTo(
            new AppTokenPolicy
            {
                PolicyId = Guid.CreateVersion7(now),
                OrganizationId = command.OrganizationId.Value,
                AppId = command.AppId.OrNull(),
                CreatedBy = context.Actor.Id,
                CreatedAt = now,
                UpdatedAt = now,
            },
            permissions);
        if (command.Fields.Judge(policy) is { } wrong)
        {
            return wrong;
        }

        if (policy.AppId is { } appId && await apps.FindAsync(policy.OrganizationId, appId, cancellationToken) is null)
        {
            return new NotFoundError("app", appId.ToString());
        }

        if (await policies.FindOfAsync(policy.OrganizationId, policy.AppId, cancellationToken) is not null)
        {
            return new ConflictError(policy.AppId is null ? "The organization has a default policy already" : "The app has a policy already");
        }

        await policies.AddAsync(policy, cancellationToken);
        audit.Append(PolicyEvents.Created(policy));
        return policy;
    }
}
