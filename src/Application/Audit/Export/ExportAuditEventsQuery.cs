using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Audit.Export;

/// <summary>All audit events of an organization that match, newest first, read while they are written out.</summary>
[RequiresPermission(PlatformPermissions.AuditLogRead)]
public sealed record ExportAuditEventsQuery(ResourceId OrganizationId, AuditCriteria Criteria)
    : IRequest<Result<IAsyncEnumerable<AuditEvent>>>, IOrganizationRequest;

/// <summary>The same of what belongs to no organization.</summary>
[RequiresPlatformAdministrator]
public sealed record ExportPlatformAuditEventsQuery(AuditCriteria Criteria) : IRequest<Result<IAsyncEnumerable<AuditEvent>>>;
