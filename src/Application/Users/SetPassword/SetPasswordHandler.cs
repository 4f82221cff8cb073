using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Users.SetPassword;

internal sealed class SetPasswordHandler(
    IUserRepository users,
    IPasswordHasher passwords,
    TokenRevoker revoker,
    GuardedTransaction transaction,
    IAuditTrail audit,
    TimeProvider clock) : IRequestHandler<SetPasswordCommand, Result<Unit>>
{
    public Task<Result<Unit>> Handle(SetPasswordCommand command, CancellationToken cancellationToken)
    {
        // Hashing is slow on purpose, and nobody waits for the platform's lock meanwhile.
        var passwordHash = passwords.Hash(command.Password.Value!);
        return transaction.ExecuteAsync(command, [AuditChain.Platform], token => SetAsync(command, passwordHash, token), cancellationToken);
    }

    private async Task<Result<Unit>> SetAsync(SetPasswordCommand command, string passwordHash, CancellationToken cancellationToken)
    {
        if (await users.FindStandingAsync(command.UserId.Value, cancellationToken) is not { User.UserId: var userId })
        {
            return new NotFoundError("user", command.UserId.Text);
        }

        await users.SetPasswordAsync(userId, passwordHash, cancellationToken);
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
