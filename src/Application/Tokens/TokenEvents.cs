using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Tokens;

/// <summary>What the audit trail says of tokens of every kind.</summary>
internal static class TokenEvents
{
    public static AuditEntry Created(Token token, IReadOnlyList<Annotation>? annotations = null) => new(
        token.Kind == TokenKind.Session ? "session.started" : $"{TypeOf(token.Kind)}.created",
        new AuditTarget(TypeOf(token.Kind), token.TokenId),
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
            .Add("rate_limit_per_minute", null, token.Limits.Rate?.PerMinute)
            .Add("expires_at", null, token.ExpiresAt)
            .Add("annotations", null, annotations is null or [] ? null : ByKey(annotations))
            .ToString());

    public static AuditEntry Updated(
        Token before, Token after, IReadOnlyList<Annotation> annotationsBefore, IReadOnlyList<Annotation> annotationsAfter) => new(
        $"{TypeOf(after.Kind)}.updated",
        new AuditTarget(TypeOf(after.Kind), after.TokenId),
        new AuditChanges()
            .Add("name", before.Name, after.Name)
            .Add("scopes", before.Limits.Scopes, after.Limits.Scopes)
            .Add("authorized_ip_addresses", before.Limits.AuthorizedIpAddresses, after.Limits.AuthorizedIpAddresses)
            .Add("expires_at", before.ExpiresAt, after.ExpiresAt)
            .Add("annotations", ByKey(annotationsBefore), ByKey(annotationsAfter))
            .ToString());

    public static AuditEntry Revoked(Guid tokenId, TokenKind kind, DateTimeOffset now, string? reason) => new(
        kind == TokenKind.Session ? "session.ended" : $"{TypeOf(kind)}.revoked",
        new AuditTarget(TypeOf(kind), tokenId),
        new AuditChanges().Add("revoked_at", null, now).Add("revoked_reason", null, reason).ToString());

    public static AuditEntry Rotated(Token before, Token after, DateTimeOffset? overlapEndsAt) => new(
        $"{TypeOf(after.Kind)}.rotated",
        new AuditTarget(TypeOf(after.Kind), after.TokenId),
        new AuditChanges().Add("prefix", before.Prefix, after.Prefix).Add("overlap_ends_at", null, overlapEndsAt).ToString());

    public static AuditEntry Refreshed(Token before, Token after) => new(
        $"{TypeOf(after.Kind)}.refreshed",
        new AuditTarget(TypeOf(after.Kind), after.TokenId),
        new AuditChanges()
            .Add("prefix", before.Prefix, after.Prefix)
            .Add("issued_at", before.IssuedAt, after.IssuedAt)
            .Add("expires_at", before.ExpiresAt, after.ExpiresAt)
            .Add("rate_limit_rps", before.Limits.Rate?.PerSecond, after.Limits.Rate?.PerSecond)
            .Add("rate_limit_burst", before.Limits.Rate?.Burst, after.Limits.Rate?.Burst)
            .ToString());

    /// <summary>A token that ended since its refresh token was used by two.</summary>
    public static AuditEntry RefreshReused(Token ended) =>
        Revoked(ended.TokenId, ended.Kind, ended.RevokedAt!.Value, ended.RevokedReason) with { Action = "token.refresh_reused" };

    public static AuditEntry Enforced(Token before, Token after, Guid runId) => new(
        after.RevokedAt is null ? $"{TypeOf(after.Kind)}.updated" : $"{TypeOf(after.Kind)}.revoked",
        new AuditTarget(TypeOf(after.Kind), after.TokenId),
        new AuditChanges()
            .Add("expires_at", before.ExpiresAt, after.ExpiresAt)
            .Add("rate_limit_rps", before.Limits.Rate?.PerSecond, after.Limits.Rate?.PerSecond)
            .Add("rate_limit_burst", before.Limits.Rate?.Burst, after.Limits.Rate?.Burst)
            .Add("revoked_at", before.RevokedAt, after.RevokedAt)
            .Add("revoked_reason", before.RevokedReason, after.RevokedReason)
            .Add("run_id", null, runId)
            .ToString());

    public static AuditEntry Approved(Token token) => Decided("approved", token, TokenStatus.Active, null);

    public static AuditEntry Rejected(Token token) => Decided("rejected", token, TokenStatus.Rejected, token.RevokedReason);

    private static AuditEntry Decided(string deed, Token token, TokenStatus status, string? reason) => new(
        $"{TypeOf(token.Kind)}.{deed}",
        new AuditTarget(TypeOf(token.Kind), token.TokenId),
        new AuditChanges()
            .Add("status", TokenStatus.PendingApproval.ToSnakeCase(), status.ToSnakeCase())
            .Add("revoked_reason", null, reason)
            .ToString());

    private static string TypeOf(TokenKind kind) => kind switch
    {
        TokenKind.App => "app_token",
        TokenKind.Personal => "access_token",
        TokenKind.Session => "session",
        TokenKind.Organization => "api_token",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static OrderedDictionary<string, string> ByKey(IReadOnlyList<Annotation> annotations) =>
        new(annotations.Select(annotation => KeyValuePair.Create(annotation.Key, annotation.Value)), StringComparer.Ordinal);

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> list) => list.Count == 0 ? null : list;
}
