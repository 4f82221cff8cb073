namespace TokenPlatform.Domain.Policies;

/// <summary>Keeps app token policies.</summary>
public interface IAppTokenPolicyRepository
{
    /// <summary>Adds a policy.</summary>
    /// <param name="policy">A policy that is not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(AppTokenPolicy policy, CancellationToken cancellationToken);

    /// <summary>The policy that governs an app's tokens: its own, else the organization's default, else none.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">The app.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<AppTokenPolicy?> FindGoverningAsync(Guid organizationId, Guid appId, CancellationToken cancellationToken);
}
