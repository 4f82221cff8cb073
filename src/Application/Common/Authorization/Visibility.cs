using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>
/// Whether an organization is there for a token. A membership or an organization's own token proves that it exists; a
/// platform administrator belongs to every organization, so there it has to be looked up.
/// </summary>
public sealed class Visibility(IOrganizationRepository organizations)
{
    /// <summary>Judges one organization.</summary>
    /// <param name="holder">The token and its user.</param>
    /// <param name="organizationId">The organization.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<bool> IsVisibleAsync(TokenHolder holder, Guid organizationId, CancellationToken cancellationToken) =>
        holder.BelongsTo(organizationId)
        && (!holder.IsPlatformAdministrator || await organizations.FindAsync(organizationId, cancellationToken) is not null);
}
