using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens.Get;

internal sealed class GetAccessTokenHandler(RequestContext context, ITokenRepository tokens)
    : IRequestHandler<GetAccessTokenQuery, Result<Token>>
{
    public async Task<Result<Token>> Handle(GetAccessTokenQuery query, CancellationToken cancellationToken)
    {
        var tokenId = context.RequiredCaller.Resolve(query.TokenId);
        var token = await tokens.FindAccessTokenAsync(context.RequiredUserId, tokenId, cancellationToken);
        return token is null ? new NotFoundError("token", query.TokenId.Text) : token;
    }
}
