using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Organizations;

/// <summary>What the audit trail says of organizations, their apps and their members.</summary>
internal static class OrganizationEvents
{
    public static AuditEntry Created(Organization organization) => new(
        "organization.created",
        new AuditTarget("organization", organization.OrganizationId),
        new AuditChanges().Add("name", null, organization.Name).Add("sub_domain", null, organization.SubDomain).ToString());

    public static AuditEntry Updated(Organization before, Organization after) => new(
        "organization.updated",
        new AuditTarget("organization", after.OrganizationId),
        new AuditChanges().Add("name", before.Name, after.Name).Add("sub_domain", before.SubDomain, after.SubDomain).ToString());

    public static AuditEntry MemberUpdated(Guid userId, Role before, Role after) => new(
        "member.updated",
        new AuditTarget("member", userId),
        new AuditChanges().Add("role", before.Name, after.Name).ToString());

    public static AuditEntry MemberRemoved(Guid userId, Role role) => new(
        "member.removed",
        new AuditTarget("member", userId),
        new AuditChanges().Add("role", role.Name, null).ToString());

    public static AuditEntry AppDeleted(App app) => new(
        "app.deleted",
        new AuditTarget("app", app.AppId),
        new AuditChanges().Add("name", app.Name, null).Add("description", app.Description, null).ToString());

    public static AuditEntry MemberAdded(Membership membership) => new(
        "member.added",
        new AuditTarget("member", membership.UserId),
        new AuditChanges().Add("role", null, membership.Role.Name).ToString());

    public static AuditEntry AppCreated(App app) => new(
        "app.created",
        new AuditTarget("app", app.AppId),
        new AuditChanges().Add("name", null, app.Name).Add("description", null, app.Description).ToString());
}
