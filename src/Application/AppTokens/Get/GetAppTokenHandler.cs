using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Get;

internal sealed class GetAppTokenHandler(RequestContext context, ITokenRepository tokens)
    : IRequestHandler<GetAppTokenQuery, Result<Token>>
{
    public async Task<Result<Token>> Handle(GetAppTokenQuery query, CancellationToken cancellationToken)
    {
        var tokenId = context.RequiredCaller.Resolve(query.TokenId);
        var token = await tokens.FindAppTokenAsync(query.OrganizationId.Value, query.AppId.Value, tokenId, cancellationToken);
        return token is null ? new NotFoundError("token", query.TokenId.Text) : token;
    }
}
