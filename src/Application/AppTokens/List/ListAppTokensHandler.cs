using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.List;

internal sealed class ListAppTokensHandler(IAppRepository apps, ITokenRepository tokens, TimeProvider clock)
    : IRequestHandler<ListAppTokensQuery, Result<Page<Token>>>
{
    public async Task<Result<Page<Token>>> Handle(ListAppTokensQuery query, CancellationToken cancellationToken)
    {
        if (await apps.FindAsync(query.OrganizationId.Value, query.AppId.Value, cancellationToken) is null)
        {
            return new NotFoundError("app", query.AppId.Text);
        }

        var filter = new AppTokenFilter(
            query.OrganizationId.Value,
            query.AppId.Value,
            query.Status.HasValue ? EnumNames.Parse<TokenStatus>(query.Status.Value!) : null,
            query.OwnerId.OrNull(),
            clock.GetNow());
        return await query.PageAsync((before, take) => tokens.ListAppTokensAsync(filter, before, take, cancellationToken));
    }
}
