using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.Organizations;

/// <summary>Keeps users and their memberships.</summary>
public interface IUserRepository
{
    /// <summary>Adds a user.</summary>
    /// <param name="user">One that is not kept yet.</param>
    /// <param name="passwordHash">What the password hasher made of the password; null for no password.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(User user, string? passwordHash, CancellationToken cancellationToken);

    /// <summary>Adds a membership.</summary>
    /// <param name="membership">One that is not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddMembershipAsync(Membership membership, CancellationToken cancellationToken);

    /// <summary>A user with every role.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<UserStanding?> FindStandingAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>The platform administrator of longest standing.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<User?> FindFirstPlatformAdministratorAsync(CancellationToken cancellationToken);

    /// <summary>The memberships of a user with the organizations they are in, oldest first.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<(Organization Organization, Role Role)>> ListMembershipsAsync(Guid userId, CancellationToken cancellationToken);
}
