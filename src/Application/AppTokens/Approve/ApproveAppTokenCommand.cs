using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.Approve;

/// <summary>Lets a token that waits live, where today's policy allows it. Nobody approves their own.</summary>
[RequiresPermission(PlatformPermissions.AppTokensApprove)]
public sealed record ApproveAppTokenCommand(ResourceId OrganizationId, ResourceId AppId, ResourceId TokenId)
    : IRequest<Result<Token>>, IOrganizationRequest, ITransactional;
