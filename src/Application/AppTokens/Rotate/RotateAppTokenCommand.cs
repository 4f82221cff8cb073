using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.AppTokens.Rotate;

/// <summary>
/// Gives a token of an app a new secret; the present one works until the overlap ends. It is judged like issuing the
/// token now.
/// </summary>
[RequiresPermission(PlatformPermissions.AppTokensWrite, OrOwner = true)]
public sealed record RotateAppTokenCommand(ResourceId OrganizationId, ResourceId AppId, ResourceId TokenId)
    : IRequest<Result<IssuedToken>>, IAppTokenRequest
{
    /// <summary>For how many seconds the present secret goes on working, 0..604800; 0 unless said.</summary>
    public Input<int> OverlapSeconds { get; init; }
}
