using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Apps.Delete;

/// <summary>Deletes an app, its policy with it, and ends its tokens.</summary>
[RequiresPermission(PlatformPermissions.AppsWrite)]
public sealed record DeleteAppCommand(ResourceId OrganizationId, ResourceId AppId)
    : IRequest<Result<Unit>>, IOrganizationRequest, ITransactional;
