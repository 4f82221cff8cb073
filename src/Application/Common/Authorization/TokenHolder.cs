using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>A token with the user behind it: all that rules need to know of either.</summary>
/// <param name="Token">The token.</param>
/// <param name="User">The user who owns it; null where no user does.</param>
public sealed record TokenHolder(TokenSnapshot Token, UserStanding? User)
{
    /// <summary>Whether the token acts as its user, wherever that user is a member.</summary>
    public bool ActsAsUser => Token.Token.Kind is TokenKind.Personal or TokenKind.Session;

    /// <summary>Whether the token acts as a platform administrator.</summary>
    public bool IsPlatformAdministrator => ActsAsUser && User?.User.IsPlatformAdmin == true;

    /// <summary>Whether the organization is there for this holder.</summary>
    /// <param name="organizationId">The organization.</param>
    public bool BelongsTo(Guid organizationId) =>
        ActsAsUser ? RoleIn(organizationId) is not null : Token.Token.OrganizationId == organizationId;

    /// <summary>The user's role there; null where there is no user, or no membership.</summary>
    /// <param name="organizationId">The organization.</param>
    public Role? RoleIn(Guid organizationId) => User?.RoleIn(organizationId);

    /// <summary>The token's user, seen from an organization.</summary>
    /// <param name="organizationId">The organization; null for none.</param>
    public OwnerState OwnerIn(Guid? organizationId) =>
        new(organizationId is { } id ? RoleIn(id) : null, User?.User.DisabledAt is not null);

    /// <summary>What the token may do there; nothing where it does not belong.</summary>
    /// <param name="organizationId">The organization.</param>
    public Authority AuthorityIn(Guid organizationId) =>
        BelongsTo(organizationId) ? Token.AuthorityFor(RoleIn(organizationId)) : Authority.OfToken(PermissionSet.Empty);

    /// <summary>Whether the token may do something in at least one organization.</summary>
    /// <param name="permission">What.</param>
    public bool MayAnywhere(Permission permission) =>
        ActsAsUser
            ? IsPlatformAdministrator || (User?.Roles.Values.Any(role => role.Permissions.Covers(permission)) ?? false)
            : AuthorityIn(Token.Token.OrganizationId!.Value).Allows(permission);
}
