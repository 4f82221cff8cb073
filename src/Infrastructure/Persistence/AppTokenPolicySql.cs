namespace TokenPlatform.Infrastructure.Persistence;

internal static class AppTokenPolicySql
{
    public const string Add = """
        INSERT INTO app_token_policies (
            policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions, default_rate_limit_rps,
            max_rate_limit_rps, requires_admin_approval, description, created_by, created_at, updated_at, version)
        VALUES (
            @PolicyId, @OrganizationId, @AppId, @MaxTtlDays, @MaxLiveTokens, @AllowedPermissions, @DefaultRateLimitRps,
            @MaxRateLimitRps, @RequiresAdminApproval, @Description, @CreatedBy, @CreatedAt, @UpdatedAt, @Version)
        """;

    public const string Update = """
        UPDATE app_token_policies
        SET max_ttl_days = @MaxTtlDays, max_live_tokens = @MaxLiveTokens, allowed_permissions = @AllowedPermissions,
            default_rate_limit_rps = @DefaultRateLimitRps, max_rate_limit_rps = @MaxRateLimitRps,
            requires_admin_approval = @RequiresAdminApproval, description = @Description, updated_at = @UpdatedAt,
            version = @Version
        WHERE policy_id = @PolicyId
        """;

    public const string Delete = "DELETE FROM app_token_policies WHERE policy_id = @PolicyId";

    public const string Find = $"""
        SELECT {Columns} FROM app_token_policies
        WHERE policy_id = @PolicyId AND organization_id = @OrganizationId
        """;

    public const string FindOf = $"""
        SELECT {Columns} FROM app_token_policies
        WHERE organization_id = @OrganizationId AND (app_id = @AppId OR (@AppId IS NULL AND app_id IS NULL))
        """;

    public const string List = $"""
        SELECT {Columns} FROM app_token_policies
        WHERE organization_id = @OrganizationId AND (@AppId IS NULL OR app_id = @AppId) AND seq < @Before
        ORDER BY seq DESC
        """;

    public const string Count = """
        SELECT COUNT(*) FROM app_token_policies
        WHERE organization_id = @OrganizationId AND (@AppId IS NULL OR app_id = @AppId)
        """;

    public const string FindCandidates = $"""
        SELECT {Columns} FROM app_token_policies
        WHERE organization_id = @OrganizationId AND (app_id = @AppId OR app_id IS NULL)
        """;

    // Tokens are counted only where a policy asks for it: as a condition of the count it would be asked for each token.
    public const string FindIssuingGround = $"""
        SELECT COUNT(*) FROM apps WHERE app_id = @AppId AND organization_id = @OrganizationId AND deleted_at IS NULL;
        {FindCandidates};
        SELECT CASE
            WHEN EXISTS (SELECT 1 FROM app_token_policies WHERE organization_id = @OrganizationId AND max_live_tokens IS NOT NULL)
            THEN ({TokenSql.CountLive})
            ELSE 0 END;
        """;

    private const string Columns = """
        seq, policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions,
        default_rate_limit_rps, max_rate_limit_rps, requires_admin_approval, description, created_by, created_at,
        updated_at, version
        """;
}
