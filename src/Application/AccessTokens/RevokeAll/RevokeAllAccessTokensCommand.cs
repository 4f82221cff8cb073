using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.AccessTokens.RevokeAll;

/// <summary>Ends all of the caller's own tokens, sessions too, and tells how many (seed 002, Revoke All Access Tokens).</summary>
[RequiresUser]
public sealed record RevokeAllAccessTokensCommand : IRequest<Result<int>>, ITransactional
{
    /// <summary>Whether the token that asks lives on; true unless said.</summary>
    public Input<bool> ExcludeCurrent { get; init; }
}
