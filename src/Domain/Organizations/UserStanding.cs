using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.Organizations;

/// <summary>What a user is, everywhere at once: what authorization needs to know of a person.</summary>
/// <param name="User">The person.</param>
/// <param name="Roles">Role by organization, for every membership.</param>
public sealed record UserStanding(User User, IReadOnlyDictionary<Guid, Role> Roles)
{
    /// <summary>The role in an organization: a platform administrator is <see cref="Role.Admin"/> in every one.</summary>
    /// <param name="organizationId">Where.</param>
    /// <returns>Null where the user is no member.</returns>
    public Role? RoleIn(Guid organizationId) =>
        User.IsPlatformAdmin ? Role.Admin : Roles.GetValueOrDefault(organizationId);
}
