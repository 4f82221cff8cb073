using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Apps.Get;

/// <summary>One app of an organization.</summary>
[RequiresPermission(PlatformPermissions.AppsRead)]
public sealed record GetAppQuery(ResourceId OrganizationId, ResourceId AppId) : IRequest<Result<App>>, IOrganizationRequest;
