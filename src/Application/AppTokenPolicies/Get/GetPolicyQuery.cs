using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Get;

/// <summary>One policy (seed 000, Get App Token Policy).</summary>
[RequiresPermission(PlatformPermissions.AppTokenPoliciesRead)]
public sealed record GetPolicyQuery(ResourceId OrganizationId, ResourceId PolicyId)
    : IRequest<Result<AppTokenPolicy>>, IOrganizationRequest;
