using MediatR;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Apps.List;

internal sealed class ListAppsHandler(IAppRepository apps) : IRequestHandler<ListAppsQuery, Result<Page<App>>>
{
    public async Task<Result<Page<App>>> Handle(ListAppsQuery query, CancellationToken cancellationToken) =>
        await query.PageAsync((before, take) => apps.ListAsync(query.OrganizationId.Value, before, take, cancellationToken));
}
