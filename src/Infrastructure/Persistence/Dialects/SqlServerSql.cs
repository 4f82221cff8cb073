namespace TokenPlatform.Infrastructure.Persistence.Dialects;

internal static class SqlServerSql
{
    public const string TakeClause = "OFFSET 0 ROWS FETCH NEXT @Take ROWS ONLY";

    public const string SkipAndTakeClause = "OFFSET @Skip ROWS FETCH NEXT @Take ROWS ONLY";

    public const string CountJournals = "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'schema_migrations'";

    public const string CreateJournal = """
        IF NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'schema_migrations')
            CREATE TABLE schema_migrations (
                name VARCHAR(128) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT pk_schema_migrations PRIMARY KEY CLUSTERED,
                checksum CHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
                applied_at DATETIME2(6) NOT NULL
            )
        """;

    // Held until the session ends, whatever ends it. Negative where it was not granted.
    public const string LockMigrations = """
        DECLARE @Granted INT;
        EXEC @Granted = sp_getapplock
            @Resource = 'tokenplatform_migrations', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = @TimeoutMilliseconds;
        SELECT @Granted;
        """;

    public const string ReadsSnapshots = "SELECT is_read_committed_snapshot_on FROM sys.databases WHERE name = DB_NAME()";
}
