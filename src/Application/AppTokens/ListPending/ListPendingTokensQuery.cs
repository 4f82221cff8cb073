using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.ListPending;

/// <summary>The tokens of all apps that wait for approval, newest first.</summary>
[RequiresPermission(PlatformPermissions.AppTokensApprove)]
public sealed record ListPendingTokensQuery(ResourceId OrganizationId)
    : IRequest<Result<Page<Token>>>, IOrganizationRequest, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <inheritdoc/>
    public string List => $"token_approvals/{OrganizationId.Value}";
}
