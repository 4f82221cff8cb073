using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users.List;

/// <summary>Everybody, newest first.</summary>
[RequiresPlatformAdministrator]
public sealed record ListUsersQuery : IRequest<Result<Page<User>>>, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <inheritdoc/>
    public string List => "users";
}
