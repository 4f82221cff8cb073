using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Organizations.List;

/// <summary>The organizations that the caller sees, newest first: a platform administrator all, everybody else their own.</summary>
[AllowsAnyCaller]
public sealed record ListOrganizationsQuery : IRequest<Result<Page<Organization>>>, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <inheritdoc/>
    public string List => "organizations";
}
