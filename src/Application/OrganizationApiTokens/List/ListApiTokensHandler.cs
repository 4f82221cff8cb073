using MediatR;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens.List;

internal sealed class ListApiTokensHandler(ApiTokenAccess access, IOrganizationTokenRepository tokens)
    : IRequestHandler<ListApiTokensQuery, Result<ApiTokenPage>>
{
    private const int DefaultPerPage = 30;

    public async Task<Result<ApiTokenPage>> Handle(ListApiTokensQuery query, CancellationToken cancellationToken)
    {
        var act = await access.EnterAsync(query.Organization.Value!, id => new ReadApiTokens(id), cancellationToken);
        if (!act.IsSuccess)
        {
            return act.Error;
        }

        var (page, perPage) = (query.Page.OrNull() ?? 1, query.PerPage.OrNull() ?? DefaultPerPage);
        var filter = new OrganizationTokenFilter(act.Value.OrganizationId.Value, query.Annotations.Value?.Wanted ?? []);
        var found = await tokens.ListAsync(filter, (page - 1L) * perPage, perPage, cancellationToken);
        return new ApiTokenPage(found.Tokens, page, perPage, found.Total);
    }
}
