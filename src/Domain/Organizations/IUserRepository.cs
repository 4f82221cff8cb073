using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.Organizations;

/// <summary>Keeps users.</summary>
public interface IUserRepository
{
    /// <summary>Adds a user.</summary>
    /// <param name="user">One that is not kept yet.</param>
    /// <param name="passwordHash">What the password hasher made of the password; null for no password.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(User user, string? passwordHash, CancellationToken cancellationToken);

    /// <summary>Writes a changed name or standing back.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task UpdateAsync(User user, CancellationToken cancellationToken);

    /// <summary>Sets a password.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="passwordHash">What the password hasher made of it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task SetPasswordAsync(Guid userId, string passwordHash, CancellationToken cancellationToken);

    /// <summary>A user by email.</summary>
    /// <param name="email">In lower case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>What a person signs in with.</summary>
    /// <param name="email">In lower case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Credentials?> FindCredentialsAsync(string email, CancellationToken cancellationToken);

    /// <summary>Users, newest first.</summary>
    /// <param name="before">Only those older than this position, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Positioned<User>>> ListAsync(long? before, int take, CancellationToken cancellationToken);

    /// <summary>How many platform administrators there are who are not disabled.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<int> CountPlatformAdministratorsAsync(CancellationToken cancellationToken);

    /// <summary>A user with every role.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<UserStanding?> FindStandingAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>The platform administrator of longest standing who is not disabled.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<User?> FindFirstPlatformAdministratorAsync(CancellationToken cancellationToken);

    /// <summary>The memberships of a user with the organizations they are in, oldest first.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<(Organization Organization, Role Role)>> ListMembershipsAsync(Guid userId, CancellationToken cancellationToken);
}
