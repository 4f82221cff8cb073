namespace TokenPlatform.Infrastructure.Persistence;

internal static class ChangeSql
{
    public const string Add = """
        INSERT INTO changes (subject_type, subject_id, changed_at)
        VALUES (@SubjectType, @SubjectId, @ChangedAt)
        """;

    public const string List = "SELECT seq, subject_type, subject_id, changed_at FROM changes WHERE seq > @After ORDER BY seq";

    // Times are the nodes' own, and the order of positions is not that of commits: only what is well past is settled.
    public const string FindSettled = "SELECT MAX(seq) FROM changes WHERE changed_at <= @SettledAt";
}
