using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Organizations.Get;

/// <summary>One organization.</summary>
[RequiresPermission(PlatformPermissions.OrganizationsRead)]
public sealed record GetOrganizationQuery(ResourceId OrganizationId) : IRequest<Result<Organization>>, IOrganizationRequest;
