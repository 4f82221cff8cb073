namespace TokenPlatform.Infrastructure.Persistence;

internal static class UserSql
{
    public const string Add = """
        INSERT INTO users (user_id, email, name, is_platform_admin, password_hash, created_at)
        VALUES (@UserId, @Email, @Name, @IsPlatformAdmin, @PasswordHash, @CreatedAt)
        """;

    public const string Update = "UPDATE users SET name = @Name, disabled_at = @DisabledAt WHERE user_id = @UserId";

    public const string SetPassword = "UPDATE users SET password_hash = @PasswordHash WHERE user_id = @UserId";

    public const string FindStanding = $"""
        {SelectUser} WHERE user_id = @UserId;
        {SelectRoles} WHERE user_id = @UserId;
        """;

    public const string FindByEmail = $"SELECT {Columns} FROM users WHERE email = @Email";

    public const string FindCredentials = $"SELECT {Columns}, password_hash FROM users WHERE email = @Email";

    public const string List = $"SELECT {Columns} FROM users WHERE seq < @Before ORDER BY seq DESC";

    public const string ListPlatformAdministrators = $"""
        SELECT {Columns} FROM users
        WHERE is_platform_admin = 1 AND disabled_at IS NULL
        ORDER BY seq
        """;

    public const string CountPlatformAdministrators = "SELECT COUNT(*) FROM users WHERE is_platform_admin = 1 AND disabled_at IS NULL";

    public const string ListMemberships = """
        SELECT m.role, o.organization_id, o.name, o.sub_domain, o.created_at
        FROM members m
        JOIN organizations o ON o.organization_id = m.organization_id
        WHERE m.user_id = @UserId
        ORDER BY m.seq
        """;

    internal const string SelectUser = $"SELECT {Columns} FROM users";

    internal const string SelectRoles = "SELECT organization_id, role FROM members";

    private const string Columns = "seq, user_id, email, name, is_platform_admin, created_at, disabled_at";
}
