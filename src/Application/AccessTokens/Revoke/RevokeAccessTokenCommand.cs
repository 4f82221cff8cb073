using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens.Revoke;

/// <summary>Ends one of the caller's own tokens (seed 002, Revoke Access Token). Ending it again changes nothing.</summary>
[RequiresUser]
public sealed record RevokeAccessTokenCommand(ResourceId TokenId) : IRequest<Result<Token>>, ITokenRequest, ITransactional;
