using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Revoke;

/// <summary>Ends a token of an app (seed 001, Revoke App Token). Ending it again changes nothing.</summary>
[RequiresPermission(PlatformPermissions.AppTokensWrite, OrOwner = true)]
public sealed record RevokeAppTokenCommand(ResourceId OrganizationId, ResourceId AppId, ResourceId TokenId)
    : IRequest<Result<Token>>, IAppTokenRequest, ITransactional
{
    /// <summary>Why, at most 1000 code points.</summary>
    public Input<string> Reason { get; init; }
}
