using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users.Update;

/// <summary>
/// Renames a person, or disables one: from then on no token of theirs lives. Enabling again brings no token back. The
/// last platform administrator stays enabled.
/// </summary>
[RequiresPlatformAdministrator]
public sealed record UpdateUserCommand(ResourceId UserId) : IRequest<Result<User>>
{
    /// <summary>1..255 code points.</summary>
    public Input<string> Name { get; init; }

    /// <summary>Whether the person may do nothing any more.</summary>
    public Input<bool> Disabled { get; init; }
}
