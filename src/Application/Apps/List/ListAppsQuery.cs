using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Apps.List;

/// <summary>The apps of an organization, newest first.</summary>
[RequiresPermission(PlatformPermissions.AppsRead)]
public sealed record ListAppsQuery(ResourceId OrganizationId) : IRequest<Result<Page<App>>>, IOrganizationRequest, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <inheritdoc/>
    public string List => $"apps/{OrganizationId.Value}";
}
