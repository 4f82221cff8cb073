using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users.Create;

internal sealed class CreateUserHandler(
    IUserRepository users, IPasswordHasher passwords, GuardedTransaction transaction, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<CreateUserCommand, Result<User>>
{
    public Task<Result<User>> Handle(CreateUserCommand command, CancellationToken cancellationToken)
    {
        // Hashing is slow on purpose, and nobody waits for the platform's lock meanwhile.
        var passwordHash = command.Password.HasValue ? passwords.Hash(command.Password.Value!) : null;
        return transaction.ExecuteAsync(command, [AuditChain.Platform], token => AddAsync(command, passwordHash, token), cancellationToken);
    }

    private async Task<Result<User>> AddAsync(CreateUserCommand command, string? passwordHash, CancellationToken cancellationToken)
    {
        var email = Emails.Normalize(command.Email.Value!);
        if (await users.FindByEmailAsync(email, cancellationToken) is not null)
        {
            return new ConflictError("The email is taken");
        }

        var now = clock.GetNow();
        var user = new User(Guid.CreateVersion7(now), email, command.Name.Value!, command.IsPlatformAdmin.OrNull() ?? false, now);
        await users.AddAsync(user, passwordHash, cancellationToken);
        audit.Append(UserEvents.Created(user));
        return user;
    }
}
