using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users.Create;

internal sealed class CreateUserHandler(IUserRepository users, IPasswordHasher passwords, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<CreateUserCommand, Result<User>>
{
    public async Task<Result<User>> Handle(CreateUserCommand command, CancellationToken cancellationToken)
    {
        var email = Emails.Normalize(command.Email.Value!);
        if (await users.FindByEmailAsync(email, cancellationToken) is not null)
        {
            return new ConflictError("The email is taken");
        }

        var now = clock.GetNow();
        var user = new User(Guid.CreateVersion7(now), email, command.Name.Value!, command.IsPlatformAdmin.OrNull() ?? false, now);
        var passwordHash = command.Password.HasValue ? passwords.Hash(command.Password.Value!) : null;
        await users.AddAsync(user, passwordHash, cancellationToken);
        audit.Append(UserEvents.Created(user));
        return user;
    }
}
