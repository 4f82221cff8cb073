using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Organizations;

/// <summary>What the audit trail says of organizations, their apps and their members.</summary>
internal static class OrganizationEvents
{
    public static AuditEntry Created(Organization organization) => new(
        "organization.created",
        new AuditTarget("organization", organization.OrganizationId),
        new AuditChanges().Add("name", null, organization.Name).Add("sub_domain", null, organization.SubDomain).ToString());

    public static AuditEntry MemberAdded(Membership membership) => new(
        "member.added",
        new AuditTarget("member", membership.UserId),
        new AuditChanges().Add("role", null, membership.Role.Name).ToString());

    public static AuditEntry AppCreated(App app) => new(
        "app.created",
        new AuditTarget("app", app.AppId),
        new AuditChanges().Add("name", null, app.Name).Add("description", null, app.Description).ToString());
}
