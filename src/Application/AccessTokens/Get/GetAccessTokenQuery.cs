using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens.Get;

/// <summary>One of the caller's own tokens, without its secret (seed 002, Get Access Token).</summary>
[RequiresUser]
public sealed record GetAccessTokenQuery(ResourceId TokenId) : IRequest<Result<Token>>, ITokenRequest;
