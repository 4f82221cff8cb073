using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.List;

/// <summary>The policies of an organization, newest first (seed 000, List App Token Policies).</summary>
[RequiresPermission(PlatformPermissions.AppTokenPoliciesRead)]
public sealed record ListPoliciesQuery(ResourceId OrganizationId)
    : IRequest<Result<Page<AppTokenPolicy>>>, IOrganizationRequest, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <summary>Only the policy of this app.</summary>
    public Input<Guid> AppId { get; init; }

    /// <inheritdoc/>
    public string List => $"app_token_policies/{OrganizationId.Value}";
}
