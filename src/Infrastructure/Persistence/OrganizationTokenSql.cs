namespace TokenPlatform.Infrastructure.Persistence;

internal static class OrganizationTokenSql
{
    public const string Find = $"""
        SELECT {TokenSql.Columns} FROM tokens
        WHERE token_id = @TokenId AND kind = 'organization' AND revoked_at IS NULL
        """;

    public const string List = $"SELECT {TokenSql.Columns} FROM tokens WHERE {Live} ORDER BY seq";

    public const string ListPositions = $"SELECT seq FROM tokens WHERE {Live} ORDER BY seq";

    public const string ListMarked = $"SELECT {TokenSql.Columns} FROM {Marked} WHERE {Live} ORDER BY token_seq";

    public const string ListMarkedPositions = $"SELECT seq FROM {Marked} WHERE {Live} ORDER BY token_seq";

    public const string ListAnnotations = "SELECT annotation_key, annotation_value FROM annotations WHERE token_id = @TokenId ORDER BY seq";

    public const string RemoveAnnotations = "DELETE FROM annotations WHERE token_id = @TokenId";

    public const string RemoveMarks = "DELETE FROM annotation_marks WHERE token_seq = (SELECT seq FROM tokens WHERE token_id = @TokenId)";

    public const string AddAnnotation = """
        INSERT INTO annotations (token_id, annotation_key, annotation_value) VALUES (@TokenId, @AnnotationKey, @AnnotationValue)
        """;

    public const string AddMark = """
        INSERT INTO annotation_marks (organization_id, mark, token_seq)
        SELECT organization_id, @Mark, seq FROM tokens WHERE token_id = @TokenId
        """;

    private const string Live = "organization_id = @OrganizationId AND kind = 'organization' AND revoked_at IS NULL AND seq >= @From";

    // The first mark leads, in the order of the list; every other one is looked up. @Marks holds all of them, 32 bytes each.
    private const string Marked = """
        (SELECT driver.token_seq FROM annotation_marks driver
            WHERE driver.organization_id = @OrganizationId AND driver.mark = @FirstMark AND driver.token_seq >= @From
                AND NOT EXISTS (
                    SELECT 1 FROM ordinals
                    WHERE n > 0 AND n < @MarkCount AND NOT EXISTS (
                        SELECT 1 FROM annotation_marks other
                        WHERE other.organization_id = @OrganizationId AND other.mark = SUBSTRING(@Marks, n * 32 + 1, 32)
                            AND other.token_seq = driver.token_seq))) marked
        INNER JOIN tokens ON seq = token_seq
        """;
}
