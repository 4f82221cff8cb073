namespace TokenPlatform.Infrastructure.Persistence;

internal static class OrganizationSql
{
    public const string Add = """
        INSERT INTO organizations (organization_id, name, sub_domain, created_at)
        VALUES (@OrganizationId, @Name, @SubDomain, @CreatedAt)
        """;

    public const string Update = "UPDATE organizations SET name = @Name, sub_domain = @SubDomain WHERE organization_id = @OrganizationId";

    public const string Find = $"SELECT {Columns} FROM organizations WHERE organization_id = @OrganizationId";

    public const string FindBySubDomain = $"SELECT {Columns} FROM organizations WHERE sub_domain = @SubDomain";

    public const string CountBySubDomain = "SELECT COUNT(*) FROM organizations WHERE sub_domain = @SubDomain";

    public const string CountAny = "SELECT CASE WHEN EXISTS (SELECT 1 FROM organizations) THEN 1 ELSE 0 END";

    public const string List = $"""
        SELECT {Columns} FROM organizations
        WHERE seq < @Before
            AND (@OnlyOrganizationId IS NULL OR organization_id = @OnlyOrganizationId)
            AND (@OnlyOf IS NULL OR EXISTS (
                SELECT 1 FROM members m WHERE m.organization_id = organizations.organization_id AND m.user_id = @OnlyOf))
        ORDER BY seq DESC
        """;

    private const string Columns = "seq, organization_id, name, sub_domain, created_at";
}
