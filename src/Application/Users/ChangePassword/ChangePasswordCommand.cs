using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Users.ChangePassword;

/// <summary>Gives the caller another password; ends their other sessions.</summary>
[RequiresUser]
public sealed record ChangePasswordCommand : IRequest<Result<Unit>>
{
    /// <summary>The one that counts until now.</summary>
    public Input<string> CurrentPassword { get; init; }

    /// <summary>12..128 code points.</summary>
    public Input<string> NewPassword { get; init; }

    /// <summary>Never a password.</summary>
    public override string ToString() => nameof(ChangePasswordCommand);
}
