using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Bootstrap;

/// <summary>What the audit trail says of users and of their own tokens.</summary>
internal static class BootstrapEvents
{
    public static AuditEntry UserCreated(User user) => new(
        "user.created",
        new AuditTarget("user", user.UserId),
        new AuditChanges()
            .Add("email", null, user.Email)
            .Add("name", null, user.Name)
            .Add("is_platform_admin", null, user.IsPlatformAdmin)
            .ToString());

    public static AuditEntry TokenIssued(Token token) => new(
        "access_token.created",
        new AuditTarget("access_token", token.TokenId),
        new AuditChanges()
            .Add("name", null, token.Name)
            .Add("owner_id", null, token.UserId)
            .Add("expires_at", null, token.ExpiresAt)
            .ToString());
}
