using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Get;

/// <summary>One token of an app, without its secret.</summary>
[RequiresPermission(PlatformPermissions.AppTokensRead)]
public sealed record GetAppTokenQuery(ResourceId OrganizationId, ResourceId AppId, ResourceId TokenId)
    : IRequest<Result<Token>>, IAppTokenRequest;
