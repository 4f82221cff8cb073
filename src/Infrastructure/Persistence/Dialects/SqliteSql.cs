namespace TokenPlatform.Infrastructure.Persistence.Dialects;

internal static class SqliteSql
{
    // An acknowledged write survives a power cut: FULL syncs the log at each commit.
    // SQLite asks again within milliseconds, for a second; after that the driver does until its own time is over.
    public const string PrepareConnection = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 1000;";

    public const string DataVersion = "PRAGMA data_version";

    public const string TakeClause = "LIMIT @Take";

    public const string SkipAndTakeClause = "LIMIT @Take OFFSET @Skip";

    public const string CountJournals = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'";

    public const string CreateJournal = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            name TEXT NOT NULL PRIMARY KEY,
            checksum TEXT NOT NULL,
            applied_at TEXT NOT NULL
        )
        """;
}
