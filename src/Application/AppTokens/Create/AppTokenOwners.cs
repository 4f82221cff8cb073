using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.AppTokens.Create;

/// <summary>Who owns a new app token.</summary>
/// <param name="UserId">The user; null where the app itself does.</param>
internal sealed record AppTokenOwner(Guid? UserId);

/// <summary>Finds who shall own a new app token, and whether the caller may say so.</summary>
internal sealed class AppTokenOwners(RequestContext context, IUserRepository users)
{
    /// <summary>A service token is its app's; a <c>pat</c> its caller's, unless somebody who may names a member.</summary>
    public async Task<Result<AppTokenOwner>> FindAsync(CreateAppTokenCommand command, CancellationToken cancellationToken)
    {
        if (command.TokenType.Is(AppTokenTypes.Service))
        {
            return new AppTokenOwner(null);
        }

        var caller = context.RequiredCaller;
        if ((command.OwnerId.OrNull() ?? caller.UserId) is not { } ownerId)
        {
            return command.OwnerId.Error(InputProblems.Value("a caller that is no user names the owner of a pat"));
        }

        if (ownerId == caller.UserId)
        {
            return new AppTokenOwner(ownerId);
        }

        var organizationId = command.OrganizationId.Value;
        if (!MayName(caller, ownerId, organizationId))
        {
            return new ForbiddenError(null, "owner_id");
        }

        var owner = await users.FindStandingAsync(ownerId, cancellationToken);
        if (owner?.Roles.ContainsKey(organizationId) != true)
        {
            return new NotFoundError("member", ownerId.ToString());
        }

        return owner.User.DisabledAt is null ? new AppTokenOwner(ownerId) : new ConflictError("The owner is disabled");
    }

    /// <summary>A user's token names its own user, or anybody where that user is an admin; an app's or organization's names anybody.</summary>
    private static bool MayName(Caller caller, Guid ownerId, Guid organizationId) =>
        caller.Token.UserId is not { } userId
        || ownerId == userId
        || caller.Holder.RoleIn(organizationId) == Role.Admin;
}
