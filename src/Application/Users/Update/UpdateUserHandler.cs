using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Users.Update;

/// <summary>
/// A user's tokens stand in several chains, so they are ended in several transactions: first the platform's, which
/// disables the user. From its commit on the rules refuse every token of theirs, whether or not its own row says so
/// yet; doing it again ends what a crash left over.
/// </summary>
internal sealed class UpdateUserHandler(
    IUserRepository users, ITokenRepository tokens, TokenRevoker revoker, IUnitOfWork unitOfWork, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<UpdateUserCommand, Result<User>>
{
    public async Task<Result<User>> Handle(UpdateUserCommand command, CancellationToken cancellationToken)
    {
        var updated = await unitOfWork.ExecuteAsync(AuditChain.Platform, token => UpdateAsync(command, token), cancellationToken);
        if (updated is { IsSuccess: true, Value: { DisabledAt: not null } user })
        {
            foreach (var organizationId in await tokens.ListOrganizationsWithTokensOfAsync(user.UserId, cancellationToken))
            {
                await unitOfWork.ExecuteAsync<Result<Unit>>(
                    organizationId,
                    async token =>
                    {
                        var owned = new TokenSelection(organizationId, UserId: user.UserId);
                        await revoker.RevokeAsync(organizationId, owned, clock.GetNow(), RevocationReasons.UserDisabled, token);
                        return Unit.Value;
                    },
                    cancellationToken);
            }
        }

        return updated;
    }

    private async Task<Result<User>> UpdateAsync(UpdateUserCommand command, CancellationToken cancellationToken)
    {
        if (await users.FindStandingAsync(command.UserId.Value, cancellationToken) is not { User: var before })
        {
            return new NotFoundError("user", command.UserId.Text);
        }

        var now = clock.GetNow();
        var disable = command.Disabled.HasValue ? command.Disabled.Value : before.DisabledAt is not null;
        var after = before with
        {
            Name = command.Name.Value ?? before.Name,
            DisabledAt = disable ? before.DisabledAt ?? now : null,
        };
        if (after == before)
        {
            return before;
        }

        var isDisabledNow = after.DisabledAt is not null && before.DisabledAt is null;
        if (isDisabledNow && before.IsPlatformAdmin && await users.CountPlatformAdministratorsAsync(cancellationToken) == 1)
        {
            return new ConflictError("The last platform administrator stays enabled");
        }

        await users.UpdateAsync(after, cancellationToken);
        audit.Append(UserEvents.Updated(before, after));
        if (isDisabledNow)
        {
            var own = new TokenSelection(null, UserId: after.UserId);
            await revoker.RevokeAsync(AuditChain.Platform, own, now, RevocationReasons.UserDisabled, cancellationToken);
        }

        return after;
    }
}
