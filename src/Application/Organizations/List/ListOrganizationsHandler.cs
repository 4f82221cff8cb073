using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Organizations.List;

internal sealed class ListOrganizationsHandler(RequestContext context, IOrganizationRepository organizations)
    : IRequestHandler<ListOrganizationsQuery, Result<Page<Organization>>>
{
    public async Task<Result<Page<Organization>>> Handle(ListOrganizationsQuery query, CancellationToken cancellationToken)
    {
        var caller = context.RequiredCaller;
        var onlyOf = caller.Holder.IsPlatformAdministrator ? null : caller.UserId;
        return await query.PageAsync((before, take) =>
            organizations.ListAsync(onlyOf, caller.Token.OrganizationId, before, take, cancellationToken));
    }
}
