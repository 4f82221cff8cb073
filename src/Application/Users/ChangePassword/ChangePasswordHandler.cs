using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Users.ChangePassword;

internal sealed class ChangePasswordHandler(
    RequestContext context,
    PasswordChecker checker,
    IUserRepository users,
    IPasswordHasher passwords,
    TokenRevoker revoker,
    GuardedTransaction transaction,
    IAuditTrail audit,
    TimeProvider clock) : IRequestHandler<ChangePasswordCommand, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(ChangePasswordCommand command, CancellationToken cancellationToken)
    {
        var email = context.RequiredCaller.Holder.User!.User.Email;
        var known = await checker.CheckAsync(email, command.CurrentPassword.Value!, context.Address, cancellationToken);
        if (known is not { IsSuccess: true, Value: { } credentials })
        {
            return known.Error ?? Wrong(command);
        }

        // Hashing is slow on purpose, and nobody waits for the platform's lock meanwhile.
        var passwordHash = passwords.Hash(command.NewPassword.Value!);
        return await transaction.ExecuteAsync(
            command, [AuditChain.Platform], token => ChangeAsync(command, credentials, passwordHash, token), cancellationToken);
    }

    private static InvalidInputError Wrong(ChangePasswordCommand command) =>
        command.CurrentPassword.Error(InputProblems.Value("this is not the current password"));

    private async Task<Result<Unit>> ChangeAsync(
        ChangePasswordCommand command, Credentials known, string passwordHash, CancellationToken cancellationToken)
    {
        if (!await checker.StillHoldsAsync(known, cancellationToken))
        {
            return Wrong(command);
        }

        var userId = known.User.UserId;
        await users.SetPasswordAsync(userId, passwordHash, cancellationToken);
        audit.Append(UserEvents.PasswordSet(userId));
        await revoker.RevokeAsync(
            AuditChain.Platform,
            new TokenSelection(null, UserId: userId, Kind: TokenKind.Session, Except: context.RequiredCaller.Token.TokenId),
            clock.GetNow(),
            RevocationReasons.PasswordSet,
            cancellationToken);
        return Unit.Value;
    }
}
