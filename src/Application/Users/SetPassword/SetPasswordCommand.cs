using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Users.SetPassword;

/// <summary>Gives a person a first password, or another one; ends their sessions.</summary>
[RequiresPlatformAdministrator]
public sealed record SetPasswordCommand(ResourceId UserId) : IRequest<Result<Unit>>
{
    /// <summary>12..128 code points.</summary>
    public Input<string> Password { get; init; }

    /// <summary>Never the password.</summary>
    public override string ToString() => nameof(SetPasswordCommand);
}
