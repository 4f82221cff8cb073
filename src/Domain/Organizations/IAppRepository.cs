using TokenPlatform.Domain.Common;

namespace TokenPlatform.Domain.Organizations;

/// <summary>Keeps apps.</summary>
public interface IAppRepository
{
    /// <summary>Adds an app.</summary>
    /// <param name="app">One that is not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(App app, CancellationToken cancellationToken);

    /// <summary>Deletes an app: it is not found any more, but its tokens stay known.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task DeleteAsync(Guid appId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>An app of an organization that was not deleted.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="appId">The app.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<App?> FindAsync(Guid organizationId, Guid appId, CancellationToken cancellationToken);

    /// <summary>The app of longest standing that was not deleted, of whichever organization.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<App?> FindFirstAsync(CancellationToken cancellationToken);

    /// <summary>Apps of an organization, newest first.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="before">Only those older than this position, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Positioned<App>>> ListAsync(Guid organizationId, long? before, int take, CancellationToken cancellationToken);
}
