using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Create;

/// <summary>Adds the policy of an app, or the organization's default (seed 000, Create App Token Policy).</summary>
[RequiresPermission(PlatformPermissions.AppTokenPoliciesWrite)]
public sealed record CreatePolicyCommand(ResourceId OrganizationId, PolicyFields Fields)
    : IRequest<Result<AppTokenPolicy>>, IOrganizationRequest, ITransactional
{
    /// <summary>The app that it governs; none for the default.</summary>
    public Input<Guid> AppId { get; init; }
}
