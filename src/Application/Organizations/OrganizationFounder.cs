using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Organizations;

/// <summary>Founds organizations: the organization, its audit chain and its first admin are one.</summary>
public sealed class OrganizationFounder(IOrganizationRepository organizations, IMemberRepository members, IAuditTrail audit)
{
    /// <summary>Founds an organization within the running transaction.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="adminId">The user who becomes its first admin.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task FoundAsync(Organization organization, Guid adminId, CancellationToken cancellationToken)
    {
        var organizationId = organization.OrganizationId;
        await organizations.AddAsync(organization, cancellationToken);
        await audit.OpenChainAsync(organizationId, cancellationToken);
        audit.Append(organizationId, OrganizationEvents.Created(organization));

        var membership = new Membership(organizationId, adminId, Role.Admin, organization.CreatedAt);
        await members.AddAsync(membership, cancellationToken);
        audit.Append(organizationId, OrganizationEvents.MemberAdded(membership));
    }
}
