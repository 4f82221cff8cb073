using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Sessions.Start;

/// <summary>Signs a person in. Who is unknown and who has another password are answered alike.</summary>
[AllowsAnonymous]
public sealed record StartSessionCommand : IRequest<Result<IssuedToken>>
{
    /// <summary>At most 254 code points.</summary>
    public Input<string> Email { get; init; }

    /// <summary>At most 128 code points.</summary>
    public Input<string> Password { get; init; }

    /// <summary>Never the password.</summary>
    public override string ToString() => nameof(StartSessionCommand);
}
