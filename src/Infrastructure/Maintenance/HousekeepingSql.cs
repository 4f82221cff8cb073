namespace TokenPlatform.Infrastructure.Maintenance;

/// <summary>
/// Of each kind a list of what may go, oldest first, and what removes the listed: a deletion has no bound of its own that
/// both engines know.
/// </summary>
internal static class HousekeepingSql
{
    public const string ListKeys = "SELECT seq FROM idempotency_keys WHERE created_at <= @Before ORDER BY seq";

    public const string RemoveKeys = "DELETE FROM idempotency_keys WHERE created_at <= @Before AND seq <= @Last";

    public const string ListChanges = "SELECT seq FROM changes WHERE changed_at <= @Before ORDER BY seq";

    public const string RemoveChanges = "DELETE FROM changes WHERE changed_at <= @Before AND seq <= @Last";

    public const string ListRefreshTokens = "SELECT seq FROM refresh_tokens WHERE expires_at <= @Before ORDER BY seq";

    public const string RemoveRefreshTokens = "DELETE FROM refresh_tokens WHERE expires_at <= @Before AND seq <= @Last";

    public const string ListSessions = $"SELECT seq FROM tokens WHERE {SessionOver} ORDER BY seq";

    public const string RemoveSessions = $"""
        DELETE FROM token_uses WHERE token_id IN (SELECT token_id FROM tokens WHERE {SessionOver} AND seq <= @Last);
        DELETE FROM token_overlaps WHERE token_id IN (SELECT token_id FROM tokens WHERE {SessionOver} AND seq <= @Last);
        DELETE FROM refresh_tokens WHERE token_id IN (SELECT token_id FROM tokens WHERE {SessionOver} AND seq <= @Last);
        DELETE FROM tokens WHERE {SessionOver} AND seq <= @Last;
        """;

    private const string SessionOver = "kind = 'session' AND (revoked_at <= @Before OR expires_at <= @Before)";
}
