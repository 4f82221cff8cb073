using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens.List;

/// <summary>The tokens of an app, newest first (seed 001, List App Tokens).</summary>
[RequiresPermission(PlatformPermissions.AppTokensRead)]
public sealed record ListAppTokensQuery(ResourceId OrganizationId, ResourceId AppId)
    : IRequest<Result<Page<Token>>>, IOrganizationRequest, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <summary>Only tokens in this state, see <see cref="TokenStatus"/> in snake_case.</summary>
    public Input<string> Status { get; init; }

    /// <summary>Only tokens of this user or app.</summary>
    public Input<Guid> OwnerId { get; init; }

    /// <inheritdoc/>
    public string List => $"app_tokens/{AppId.Value}";
}
