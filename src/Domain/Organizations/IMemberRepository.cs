using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.Organizations;

/// <summary>A user as a member of one organization.</summary>
/// <param name="User">Who.</param>
/// <param name="Role">As what.</param>
/// <param name="CreatedAt">Since when; UTC, microseconds.</param>
public sealed record Member(User User, Role Role, DateTimeOffset CreatedAt);

/// <summary>Keeps who belongs to an organization.</summary>
public interface IMemberRepository
{
    /// <summary>Adds a membership.</summary>
    /// <param name="membership">One that is not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(Membership membership, CancellationToken cancellationToken);

    /// <summary>Changes a member's role.</summary>
    /// <param name="organizationId">Where.</param>
    /// <param name="userId">Whose.</param>
    /// <param name="role">To what.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task SetRoleAsync(Guid organizationId, Guid userId, Role role, CancellationToken cancellationToken);

    /// <summary>Ends a membership.</summary>
    /// <param name="organizationId">Where.</param>
    /// <param name="userId">Whose.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task RemoveAsync(Guid organizationId, Guid userId, CancellationToken cancellationToken);

    /// <summary>A member of an organization.</summary>
    /// <param name="organizationId">Where.</param>
    /// <param name="userId">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Member?> FindAsync(Guid organizationId, Guid userId, CancellationToken cancellationToken);

    /// <summary>Members of an organization, newest first.</summary>
    /// <param name="organizationId">Where.</param>
    /// <param name="before">Only those older than this position, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Positioned<Member>>> ListAsync(Guid organizationId, long? before, int take, CancellationToken cancellationToken);

    /// <summary>How many admins an organization has who are not disabled.</summary>
    /// <param name="organizationId">Where.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<int> CountAdminsAsync(Guid organizationId, CancellationToken cancellationToken);
}
