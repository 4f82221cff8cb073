using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members.Add;

/// <summary>Takes a user into an organization.</summary>
[RequiresPermission(PlatformPermissions.MembersWrite)]
public sealed record AddMemberCommand(ResourceId OrganizationId) : IRequest<Result<Member>>, IOrganizationRequest, ITransactional
{
    /// <summary>The user; either this or <see cref="Email"/>.</summary>
    public Input<Guid> UserId { get; init; }

    /// <summary>The user's email, in any case; either this or <see cref="UserId"/>.</summary>
    public Input<string> Email { get; init; }

    /// <summary>One of <see cref="Domain.Permissions.Role.All"/>.</summary>
    public Input<string> Role { get; init; }
}
