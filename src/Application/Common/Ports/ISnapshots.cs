using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Common.Ports;

/// <summary>
/// What verification reads. A change made by this process shows in every question that is asked after the change was
/// answered; one made by another process on the same store, within 2 seconds while the store answers. What could not be
/// compared with the store for longer than the operator allows is not used.
/// </summary>
public interface ISnapshots
{
    /// <summary>The token of which a secret has this hash, of any kind and in any state.</summary>
    /// <param name="secretHash">SHA-256 of the plaintext, 32 bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<TokenSnapshot?> FindTokenAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>Whether <see cref="FindTokenAsync"/> would answer without the store.</summary>
    /// <param name="secretHash">SHA-256 of the plaintext, 32 bytes.</param>
    bool IsTokenKept(byte[] secretHash);

    /// <summary>A user with every role.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<UserStanding?> FindUserAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>The memberships of a user with the organizations they are in, oldest first.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IReadOnlyList<(Organization Organization, Role Role)>> ListMembershipsAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Whether there is such an organization. Once there is, there always will be.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<bool> HasOrganizationAsync(Guid organizationId, CancellationToken cancellationToken);
}
