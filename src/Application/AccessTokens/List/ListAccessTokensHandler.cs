using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens.List;

internal sealed class ListAccessTokensHandler(RequestContext context, ITokenRepository tokens)
    : IRequestHandler<ListAccessTokensQuery, Result<Page<Token>>>
{
    public async Task<Result<Page<Token>>> Handle(ListAccessTokensQuery query, CancellationToken cancellationToken)
    {
        var filter = new AccessTokenFilter(
            context.RequiredUserId,
            query.TokenType.HasValue ? AccessTokenTypes.KindOf(query.TokenType.Value!) : null,
            query.IncludeRevoked.OrNull() ?? false);
        return await query.PageAsync((before, take) => tokens.ListAccessTokensAsync(filter, before, take, cancellationToken));
    }
}
