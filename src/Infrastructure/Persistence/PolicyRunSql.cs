namespace TokenPlatform.Infrastructure.Persistence;

internal static class PolicyRunSql
{
    public const string Add = """
        INSERT INTO policy_runs (
            run_id, organization_id, policy_id, app_id, max_ttl_days, allowed_permissions, max_rate_limit_rps, last_token_seq,
            shortened, lowered, revoked, actor_type, actor_id, actor_token_id, actor_ip_address, request_id, started_at, progressed_at)
        VALUES (
            @RunId, @OrganizationId, @PolicyId, @AppId, @MaxTtlDays, @AllowedPermissions, @MaxRateLimitRps, @LastTokenSeq,
            @Shortened, @Lowered, @Revoked, @ActorType, @ActorId, @ActorTokenId, @ActorIpAddress, @RequestId, @StartedAt, @StartedAt)
        """;

    public const string Find = """
        SELECT run_id, organization_id, policy_id, app_id, max_ttl_days, allowed_permissions, max_rate_limit_rps, last_token_seq,
            shortened, lowered, revoked, actor_type, actor_id, actor_token_id, actor_ip_address, request_id, started_at
        FROM policy_runs WHERE run_id = @RunId
        """;

    public const string UpdateCounts = """
        UPDATE policy_runs SET shortened = @Shortened, lowered = @Lowered, revoked = @Revoked, progressed_at = @Now
        WHERE run_id = @RunId
        """;

    public const string Finish = "UPDATE policy_runs SET finished_at = @Now WHERE run_id = @RunId AND finished_at IS NULL";

    public const string ListStalled = """
        SELECT run_id FROM policy_runs
        WHERE finished_at IS NULL AND progressed_at <= @Since
        ORDER BY seq
        """;
}
