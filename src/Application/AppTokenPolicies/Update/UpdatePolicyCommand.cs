using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Update;

/// <summary>Changes a policy (seed 000, Update App Token Policy). Tokens that were issued stay as they are.</summary>
/// <param name="OrganizationId">The organization, as written.</param>
/// <param name="PolicyId">The policy, as written.</param>
/// <param name="Fields">What changes.</param>
/// <param name="IfMatch">The version that the change is made for, see <see cref="EntityTag"/>; null for any.</param>
[RequiresPermission(PlatformPermissions.AppTokenPoliciesWrite)]
public sealed record UpdatePolicyCommand(ResourceId OrganizationId, ResourceId PolicyId, PolicyFields Fields, string? IfMatch)
    : IRequest<Result<AppTokenPolicy>>, IOrganizationRequest, ITransactional;
