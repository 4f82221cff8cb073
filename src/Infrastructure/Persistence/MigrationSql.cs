namespace TokenPlatform.Infrastructure.Persistence;

internal static class MigrationSql
{
    public const string ListApplied = "SELECT name, checksum FROM schema_migrations ORDER BY name";

    public const string Add = "INSERT INTO schema_migrations (name, checksum, applied_at) VALUES (@Name, @Checksum, @AppliedAt)";
}
