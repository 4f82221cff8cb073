using MediatR;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.List;

internal sealed class ListPoliciesHandler(IAppTokenPolicyRepository policies)
    : IRequestHandler<ListPoliciesQuery, Result<Page<AppTokenPolicy>>>
{
    public async Task<Result<Page<AppTokenPolicy>>> Handle(ListPoliciesQuery query, CancellationToken cancellationToken)
    {
        var (organizationId, appId) = (query.OrganizationId.Value, query.AppId.OrNull());
        var page = await query.PageAsync((before, take) => policies.ListAsync(organizationId, appId, before, take, cancellationToken));
        return page with { Total = await policies.CountAsync(organizationId, appId, cancellationToken) };
    }
}
