using TokenPlatform.Domain.Common;

namespace TokenPlatform.Domain.Organizations;

/// <summary>Keeps organizations.</summary>
public interface IOrganizationRepository
{
    /// <summary>Adds an organization.</summary>
    /// <param name="organization">One that is not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(Organization organization, CancellationToken cancellationToken);

    /// <summary>Writes a changed name or sub-domain back.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task UpdateAsync(Organization organization, CancellationToken cancellationToken);

    /// <summary>An organization by id.</summary>
    /// <param name="organizationId">The id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Organization?> FindAsync(Guid organizationId, CancellationToken cancellationToken);

    /// <summary>An organization by sub-domain.</summary>
    /// <param name="subDomain">To the letter.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Organization?> FindBySubDomainAsync(string subDomain, CancellationToken cancellationToken);

    /// <summary>Whether a sub-domain is taken.</summary>
    /// <param name="subDomain">In lower case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<bool> IsSubDomainTakenAsync(string subDomain, CancellationToken cancellationToken);

    /// <summary>Whether there is any organization at all.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>Organizations, newest first.</summary>
    /// <param name="onlyOf">Only those that this user is a member of, or null.</param>
    /// <param name="onlyOrganizationId">Only this one, or null.</param>
    /// <param name="before">Only those older than this position, or null for the newest.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Positioned<Organization>>> ListAsync(Guid? onlyOf, Guid? onlyOrganizationId, long? before, int take, CancellationToken cancellationToken);
}
