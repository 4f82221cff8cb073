using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Users.Update;

/// <summary>
/// A user's tokens stand in several chains, and they end in one transaction that holds all of them. A token that was
/// being issued meanwhile, in a chain that was not held, is refused as its owner is disabled and ended when the owner
/// is enabled again: enabling ends tokens, too.
/// </summary>
internal sealed class UpdateUserHandler(
    IUserRepository users, ITokenRepository tokens, TokenRevoker revoker, GuardedTransaction transaction, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<UpdateUserCommand, Result<User>>
{
    public async Task<Result<User>> Handle(UpdateUserCommand command, CancellationToken cancellationToken)
    {
        List<Guid> chains = command.Disabled.HasValue
            ? [.. (await tokens.ListOrganizationsWithTokensOfAsync(command.UserId.Value, cancellationToken)).Order()]
            : [];
        chains.Add(AuditChain.Platform);
        return await transaction.ExecuteAsync(command, chains, token => UpdateAsync(command, chains, token), cancellationToken);
    }

    private async Task<Result<User>> UpdateAsync(UpdateUserCommand command, List<Guid> chains, CancellationToken cancellationToken)
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

        var changesStanding = after.DisabledAt is null != before.DisabledAt is null;
        if (changesStanding && disable && before.IsPlatformAdmin && await users.CountPlatformAdministratorsAsync(cancellationToken) == 1)
        {
            return new ConflictError("The last platform administrator stays enabled");
        }

        await users.UpdateAsync(after, cancellationToken);
        audit.Append(AuditChain.Platform, UserEvents.Updated(before, after));
        foreach (var chainId in changesStanding ? chains : [])
        {
            Guid? organizationId = chainId == AuditChain.Platform ? null : chainId;
            var owned = new TokenSelection(organizationId, UserId: after.UserId);
            await revoker.RevokeAsync(chainId, owned, now, RevocationReasons.UserDisabled, cancellationToken);
        }

        return after;
    }
}
