using MediatR;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Members.Get;

internal sealed class GetMemberHandler(IMemberRepository members) : IRequestHandler<GetMemberQuery, Result<Member>>
{
    public async Task<Result<Member>> Handle(GetMemberQuery query, CancellationToken cancellationToken) =>
        await members.FindAsync(query.OrganizationId.Value, query.UserId.Value, cancellationToken) is { } member
            ? member
            : new NotFoundError("member", query.UserId.Text);
}
