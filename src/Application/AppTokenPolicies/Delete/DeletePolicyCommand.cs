using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.AppTokenPolicies.Delete;

/// <summary>Removes a policy (seed 000, Delete App Token Policy). Tokens that were issued stay as they are.</summary>
/// <param name="OrganizationId">The organization, as written.</param>
/// <param name="PolicyId">The policy, as written.</param>
/// <param name="IfMatch">The version that is meant, see <see cref="EntityTag"/>; null for any.</param>
[RequiresPermission(PlatformPermissions.AppTokenPoliciesWrite)]
public sealed record DeletePolicyCommand(ResourceId OrganizationId, ResourceId PolicyId, string? IfMatch)
    : IRequest<Result<Unit>>, IOrganizationRequest, ITransactional;
