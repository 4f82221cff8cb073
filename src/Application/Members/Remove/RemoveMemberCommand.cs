using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members.Remove;

/// <summary>Ends a membership, and with it the member's own tokens in the organization. The last admin stays.</summary>
[RequiresPermission(PlatformPermissions.MembersWrite)]
public sealed record RemoveMemberCommand(ResourceId OrganizationId, ResourceId UserId)
    : IRequest<Result<Unit>>, IOrganizationRequest, ITransactional;
