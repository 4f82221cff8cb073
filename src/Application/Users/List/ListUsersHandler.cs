using MediatR;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users.List;

internal sealed class ListUsersHandler(IUserRepository users) : IRequestHandler<ListUsersQuery, Result<Page<User>>>
{
    public async Task<Result<Page<User>>> Handle(ListUsersQuery query, CancellationToken cancellationToken) =>
        await query.PageAsync((before, take) => users.ListAsync(before, take, cancellationToken));
}
