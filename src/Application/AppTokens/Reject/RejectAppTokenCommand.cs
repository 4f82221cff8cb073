using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Reject;

/// <summary>Ends a token that waits for approval.</summary>
[RequiresPermission(PlatformPermissions.AppTokensApprove)]
public sealed record RejectAppTokenCommand(ResourceId OrganizationId, ResourceId AppId, ResourceId TokenId)
    : IRequest<Result<Token>>, IOrganizationRequest, ITransactional
{
    /// <summary>Why, at most 1000 code points.</summary>
    public Input<string> Reason { get; init; }
}
