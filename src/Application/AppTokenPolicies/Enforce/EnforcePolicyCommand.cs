using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Enforce;

/// <summary>Holds the tokens that were issued before to a policy: it shortens, lowers or ends them.</summary>
[RequiresPermission(PlatformPermissions.AppTokenPoliciesWrite)]
public sealed record EnforcePolicyCommand(ResourceId OrganizationId, ResourceId PolicyId) : IRequest<Result<PolicyRun>>, IOrganizationRequest;
