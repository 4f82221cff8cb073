using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens;

/// <summary>What the audit trail says of app tokens.</summary>
internal static class AppTokenEvents
{
    public static AuditEntry Created(Token token) => Entry(
        "created",
        token,
        new AuditChanges()
            .Add("name", null, token.Name)
            .Add("description", null, token.Description)
            .Add("app_id", null, token.AppId)
            .Add("owner_id", null, token.UserId ?? token.AppId)
            .Add("status", null, token.StatusAt(token.IssuedAt).ToSnakeCase())
            .Add("scopes", null, NullIfEmpty(token.Limits.Scopes))
            .Add("permissions", null, NullIfEmpty(token.Limits.Permissions))
            .Add("workspace_ids", null, NullIfEmpty(token.Limits.WorkspaceIds))
            .Add("namespace_ids", null, NullIfEmpty(token.Limits.NamespaceIds))
            .Add("environment_ids", null, NullIfEmpty(token.Limits.EnvironmentIds))
            .Add("endpoint_paths", null, NullIfEmpty(token.Limits.EndpointPaths))
            .Add("authorized_ip_addresses", null, NullIfEmpty(token.Limits.AuthorizedIpAddresses))
            .Add("rate_limit_rps", null, token.Limits.Rate?.PerSecond)
            .Add("rate_limit_burst", null, token.Limits.Rate?.Burst)
            .Add("expires_at", null, token.ExpiresAt));

    public static AuditEntry Revoked(Token before, Token after) => Entry(
        "revoked",
        after,
        new AuditChanges()
            .Add("revoked_at", before.RevokedAt, after.RevokedAt)
            .Add("revoked_reason", before.RevokedReason, after.RevokedReason));

    private static AuditEntry Entry(string deed, Token token, AuditChanges changes) =>
        new($"app_token.{deed}", new AuditTarget("app_token", token.TokenId), changes.ToString());

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> list) => list.Count == 0 ? null : list;
}
