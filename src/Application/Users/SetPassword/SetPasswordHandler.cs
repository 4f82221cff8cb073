using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Users.SetPassword;

internal sealed class SetPasswordHandler(
    IUserRepository users, IPasswordHasher passwords, TokenRevoker revoker, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<SetPasswordCommand, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(SetPasswordCommand command, CancellationToken cancellationToken)
    {
        if (await users.FindStandingAsync(command.UserId.Value, cancellationToken) is not { User.UserId: var userId })
        {
            return new NotFoundError("user", command.UserId.Text);
        }

        await users.SetPasswordAsync(userId, passwords.Hash(command.Password.Value!), cancellationToken);
        audit.Append(UserEvents.PasswordSet(userId));
        await revoker.RevokeAsync(
            AuditChain.Platform,
            new TokenSelection(null, UserId: userId, Kind: TokenKind.Session),
            clock.GetNow(),
            RevocationReasons.PasswordSet,
            cancellationToken);
        return Unit.Value;
    }
}
