using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users;

/// <summary>What the audit trail says of users.</summary>
internal static class UserEvents
{
    public static AuditEntry Created(User user) => Entry("created", user.UserId, new AuditChanges()
        .Add("email", null, user.Email)
        .Add("name", null, user.Name)
        .Add("is_platform_admin", null, user.IsPlatformAdmin));

    public static AuditEntry Updated(User before, User after) => Entry("updated", after.UserId, new AuditChanges()
        .Add("name", before.Name, after.Name)
        .Add("disabled_at", before.DisabledAt, after.DisabledAt));

    public static AuditEntry PasswordSet(Guid userId) => Entry("password_set", userId, new AuditChanges());

    private static AuditEntry Entry(string deed, Guid userId, AuditChanges changes) =>
        new($"user.{deed}", new AuditTarget("user", userId), changes.ToString());
}
