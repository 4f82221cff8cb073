using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members.Update;

/// <summary>Gives a member another role. An organization keeps at least one admin.</summary>
[RequiresPermission(PlatformPermissions.MembersWrite)]
public sealed record UpdateMemberCommand(ResourceId OrganizationId, ResourceId UserId)
    : IRequest<Result<Member>>, IOrganizationRequest, ITransactional
{
    /// <summary>One of <see cref="Domain.Permissions.Role.All"/>.</summary>
    public Input<string> Role { get; init; }
}
