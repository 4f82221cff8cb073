using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.AccessTokens.Create;

/// <summary>Issues the caller a personal token (seed 002, Create Access Token).</summary>
[RequiresUser]
public sealed record CreateAccessTokenCommand : IRequest<Result<IssuedToken>>, ITransactional
{
    /// <summary>1..255 code points.</summary>
    public Input<string> Name { get; init; }

    /// <summary>In how many days it shall expire, 1..365; 90 unless said.</summary>
    public Input<int> ExpiresInDays { get; init; }
}
