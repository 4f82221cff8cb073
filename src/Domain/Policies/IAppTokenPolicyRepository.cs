using TokenPlatform.Domain.Common;

namespace TokenPlatform.Domain.Policies;

/// <summary>Keeps app token policies.</summary>
public interface IAppTokenPolicyRepository
{
    /// <summary>Adds a policy.</summary>
    /// <param name="policy">A policy that is not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(AppTokenPolicy policy, CancellationToken cancellationToken);

    /// <summary>Writes a changed policy back.</summary>
    /// <param name="policy">The policy, its version one above the kept one's.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task UpdateAsync(AppTokenPolicy policy, CancellationToken cancellationToken);

    /// <summary>Removes a policy.</summary>
    /// <param name="policyId">The policy.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task DeleteAsync(Guid policyId, CancellationToken cancellationToken);

    /// <summary>A policy of an organization.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="policyId">The policy.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<AppTokenPolicy?> FindAsync(Guid organizationId, Guid policyId, CancellationToken cancellationToken);

    /// <summary>The policy of exactly this app, or the default.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">The app; null for the organization's default.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<AppTokenPolicy?> FindOfAsync(Guid organizationId, Guid? appId, CancellationToken cancellationToken);

    /// <summary>Policies of an organization, newest first.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">Only of this app, or null for all.</param>
    /// <param name="before">Only those older than this position, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Positioned<AppTokenPolicy>>> ListAsync(
        Guid organizationId, Guid? appId, long? before, int take, CancellationToken cancellationToken);

    /// <summary>How many policies that list has in all.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">Only of this app, or null for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<int> CountAsync(Guid organizationId, Guid? appId, CancellationToken cancellationToken);

    /// <summary>The policy that governs an app's tokens: its own, else the organization's default, else none.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">The app.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<AppTokenPolicy?> FindGoverningAsync(Guid organizationId, Guid appId, CancellationToken cancellationToken);

    /// <summary>All that issuing a token for an app rests on, asked at once.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">The app.</param>
    /// <param name="now">When tokens have to live.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null where the organization has no such app.</returns>
    Task<IssuingGround?> FindIssuingGroundAsync(Guid organizationId, Guid appId, DateTimeOffset now, CancellationToken cancellationToken);
}
