using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users.Create;

/// <summary>Adds a person.</summary>
[RequiresPlatformAdministrator]
public sealed record CreateUserCommand : IRequest<Result<User>>
{
    /// <summary>See <see cref="User.Email"/>; kept in lower case.</summary>
    public Input<string> Email { get; init; }

    /// <summary>1..255 code points.</summary>
    public Input<string> Name { get; init; }

    /// <summary>12..128 code points; without one the person cannot sign in.</summary>
    public Input<string> Password { get; init; }

    /// <summary>False unless said.</summary>
    public Input<bool> IsPlatformAdmin { get; init; }

    /// <summary>Never the password.</summary>
    public override string ToString() => nameof(CreateUserCommand);
}
