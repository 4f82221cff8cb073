namespace TokenPlatform.Infrastructure.Persistence;

internal static class AppSql
{
    public const string Add = """
        INSERT INTO apps (app_id, organization_id, name, description, created_at)
        VALUES (@AppId, @OrganizationId, @Name, @Description, @CreatedAt)
        """;

    public const string Delete = "UPDATE apps SET deleted_at = @Now WHERE app_id = @AppId";

    public const string Find = $"""
        SELECT {Columns} FROM apps
        WHERE app_id = @AppId AND organization_id = @OrganizationId AND deleted_at IS NULL
        """;

    public const string List = $"""
        SELECT {Columns} FROM apps
        WHERE organization_id = @OrganizationId AND deleted_at IS NULL AND seq < @Before
        ORDER BY seq DESC
        """;

    public const string ListAll = $"SELECT {Columns} FROM apps WHERE deleted_at IS NULL ORDER BY seq";

    private const string Columns = "seq, app_id, organization_id, name, description, created_at";
}
