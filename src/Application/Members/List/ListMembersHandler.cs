using MediatR;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Members.List;

internal sealed class ListMembersHandler(IMemberRepository members) : IRequestHandler<ListMembersQuery, Result<Page<Member>>>
{
    public async Task<Result<Page<Member>>> Handle(ListMembersQuery query, CancellationToken cancellationToken) =>
        await query.PageAsync((before, take) => members.ListAsync(query.OrganizationId.Value, before, take, cancellationToken));
}
