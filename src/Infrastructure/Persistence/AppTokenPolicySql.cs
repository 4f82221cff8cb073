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

    public const string FindCandidates = $"""
        SELECT {Columns} FROM app_token_policies
        WHERE organization_id = @OrganizationId AND (app_id = @AppId OR app_id IS NULL)
        """;

    private const string Columns = """
        seq, policy_id, organization_id, app_id, max_ttl_days, max_live_tokens, allowed_permissions,
        default_rate_limit_rps, max_rate_limit_rps, requires_admin_approval, description, created_by, created_at,
        updated_at, version
        """;
}
