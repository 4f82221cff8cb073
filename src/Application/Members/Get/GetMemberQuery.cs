using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members.Get;

/// <summary>One member of an organization.</summary>
[RequiresPermission(PlatformPermissions.MembersRead)]
public sealed record GetMemberQuery(ResourceId OrganizationId, ResourceId UserId) : IRequest<Result<Member>>, IOrganizationRequest;
