using TokenPlatform.Application.Common.Ports;

namespace TokenPlatform.Application.Common.Authorization;

/// <summary>
/// Whether an organization is there for a token. A membership or an organization's own token proves that it exists; a
/// platform administrator belongs to every organization, so there it has to be looked up.
/// </summary>
public sealed class Visibility(ISnapshots snapshots)
{
    /// <summary>Judges one organization.</summary>
    /// <param name="holder">The token and its user.</param>
    /// <param name="organizationId">The organization.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<bool> IsVisibleAsync(TokenHolder holder, Guid organizationId, CancellationToken cancellationToken) =>
        holder.BelongsTo(organizationId)
        && (!holder.IsPlatformAdministrator || await snapshots.HasOrganizationAsync(organizationId, cancellationToken));
}
