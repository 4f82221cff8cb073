using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Audit.List;

/// <summary>The audit events of an organization, newest first.</summary>
[RequiresPermission(PlatformPermissions.AuditLogRead)]
public sealed record ListAuditEventsQuery(ResourceId OrganizationId, AuditCriteria Criteria)
    : IRequest<Result<Page<AuditEvent>>>, IOrganizationRequest, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <inheritdoc/>
    public string List => $"audit_events/{OrganizationId.Value}";
}

/// <summary>The audit events of what belongs to no organization, newest first.</summary>
[RequiresPlatformAdministrator]
public sealed record ListPlatformAuditEventsQuery(AuditCriteria Criteria) : IRequest<Result<Page<AuditEvent>>>, IPagedQuery
{
    /// <inheritdoc/>
    public Input<int> Limit { get; init; }

    /// <inheritdoc/>
    public Input<string> Cursor { get; init; }

    /// <inheritdoc/>
    public string List => $"audit_events/{AuditChain.Platform}";
}
