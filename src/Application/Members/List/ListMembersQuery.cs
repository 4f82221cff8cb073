using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members.List;

/// <summary>The members of an organization, newest first.</summary>
[RequiresPermission(PlatformPermissions.MembersRead)]
public sealed record ListMembersQuery(ResourceId OrganizationId) : IRequest<Result<Page<Member>>>, IOrganizationRequest, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <inheritdoc/>
    public string List => $"members/{OrganizationId.Value}";
}
