using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens.RevokeAll;

internal sealed class RevokeAllAccessTokensHandler(RequestContext context, TokenRevoker revoker, TimeProvider clock)
    : IRequestHandler<RevokeAllAccessTokensCommand, Result<int>>
{
    public async Task<Result<int>> Handle(RevokeAllAccessTokensCommand command, CancellationToken cancellationToken)
    {
        Guid? current = command.ExcludeCurrent.OrNull() ?? true ? context.RequiredCaller.Token.TokenId : null;
        var own = new TokenSelection(null, UserId: context.RequiredUserId, Except: current);
        return await revoker.RevokeAsync(AuditChain.Platform, own, clock.GetNow(), RevocationReasons.RevokedAll, cancellationToken);
    }
}
