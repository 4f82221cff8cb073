using MediatR;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users.Get;

internal sealed class GetUserHandler(IUserRepository users) : IRequestHandler<GetUserQuery, Result<User>>
{
    public async Task<Result<User>> Handle(GetUserQuery query, CancellationToken cancellationToken) =>
        await users.FindStandingAsync(query.UserId.Value, cancellationToken) is { } standing
            ? standing.User
            : new NotFoundError("user", query.UserId.Text);
}
