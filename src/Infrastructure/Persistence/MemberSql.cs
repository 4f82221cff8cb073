namespace TokenPlatform.Infrastructure.Persistence;

internal static class MemberSql
{
    public const string Add = """
        INSERT INTO members (organization_id, user_id, role, created_at)
        VALUES (@OrganizationId, @UserId, @Role, @CreatedAt)
        """;

    public const string SetRole = "UPDATE members SET role = @Role WHERE organization_id = @OrganizationId AND user_id = @UserId";

    public const string Remove = "DELETE FROM members WHERE organization_id = @OrganizationId AND user_id = @UserId";

    public const string Find = $"""
        SELECT {Columns} FROM members m
        JOIN users u ON u.user_id = m.user_id
        WHERE m.organization_id = @OrganizationId AND m.user_id = @UserId
        """;

    public const string List = $"""
        SELECT {Columns} FROM members m
        JOIN users u ON u.user_id = m.user_id
        WHERE m.organization_id = @OrganizationId AND m.seq < @Before
        ORDER BY m.seq DESC
        """;

    public const string CountAdmins = """
        SELECT COUNT(*) FROM members m
        JOIN users u ON u.user_id = m.user_id
        WHERE m.organization_id = @OrganizationId AND m.role = 'admin' AND u.disabled_at IS NULL
        """;

    private const string Columns = """
        m.seq, m.role, m.created_at AS member_since, u.user_id, u.email, u.name, u.is_platform_admin, u.created_at, u.disabled_at
        """;
}
