using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Audit.Verify;

/// <summary>Whether an organization's chain is whole, and still what an auditor kept of it.</summary>
[RequiresPermission(PlatformPermissions.AuditLogRead)]
public sealed record VerifyAuditChainQuery(ResourceId OrganizationId, KeptPlace Kept) : IRequest<Result<ChainVerdict>>, IOrganizationRequest;

/// <summary>The same of the platform's own chain.</summary>
[RequiresPlatformAdministrator]
public sealed record VerifyPlatformAuditChainQuery(KeptPlace Kept) : IRequest<Result<ChainVerdict>>;
