using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>Fills the store with tokens beneath the product, quickly and without events.</summary>
internal static class ManyTokens
{
    /// <summary>Adds app tokens named <c>token 1</c>, <c>token 2</c> …, owned by the app where no user is given.</summary>
    public static void Add(
        SqliteConnection database, string organizationId, string appId, int count, DateTimeOffset issuedAt, string permissions = "[]", string? userId = null)
    {
        using var command = database.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $count)
            INSERT INTO tokens (
                token_id, secret_hash, kind, organization_id, app_id, user_id, name, prefix, scopes, permissions, workspace_ids, namespace_ids,
                environment_ids, endpoint_paths, authorized_ip_addresses, approval, issued_at, version)
            SELECT lower(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4) || '-' || substr(h, 21, 12)),
                randomblob(32), 'app', $organization, $app, $user, 'token ' || n, 'tka_000000', '[]', $permissions, '[]', '[]',
                '[]', '[]', '[]', 'not_required', $issued, 1
            FROM (SELECT n, hex(randomblob(16)) AS h FROM numbers)
            """;
        command.Parameters.AddWithValue("$count", count);
        command.Parameters.AddWithValue("$organization", organizationId);
        command.Parameters.AddWithValue("$app", appId);
        command.Parameters.AddWithValue("$user", (object?)userId ?? DBNull.Value);
        command.Parameters.AddWithValue("$permissions", permissions);
        command.Parameters.AddWithValue("$issued", AuditChain.Format(issuedAt));
        command.ExecuteNonQuery();
    }

    /// <summary>One number that the store itself knows.</summary>
    public static long Count(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
