using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.ListPending;

internal sealed class ListPendingTokensHandler(ITokenRepository tokens, TimeProvider clock)
    : IRequestHandler<ListPendingTokensQuery, Result<Page<Token>>>
{
    public async Task<Result<Page<Token>>> Handle(ListPendingTokensQuery query, CancellationToken cancellationToken)
    {
        var now = clock.GetNow();
        return await query.PageAsync((before, take) =>
            tokens.ListPendingAsync(query.OrganizationId.Value, now, before, take, cancellationToken));
    }
}
