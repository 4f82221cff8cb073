using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies;

/// <summary>What the audit trail says of app token policies.</summary>
internal static class PolicyEvents
{
    public static AuditEntry Created(AppTokenPolicy policy) => Entry("created", policy.PolicyId, null, policy);

    public static AuditEntry Updated(AppTokenPolicy before, AppTokenPolicy after) => Entry("updated", after.PolicyId, before, after);

    public static AuditEntry Deleted(AppTokenPolicy policy) => Entry("deleted", policy.PolicyId, policy, null);

    public static AuditEntry Enforced(PolicyRun run) => new(
        "app_token_policy.enforced",
        new AuditTarget("app_token_policy", run.Policy.PolicyId),
        new AuditChanges()
            .Add("run_id", null, run.RunId)
            .Add("max_ttl_days", null, run.Policy.MaxTtlDays)
            .Add("allowed_permissions", null, run.Policy.AllowedPermissions)
            .Add("max_rate_limit_rps", null, run.Policy.MaxRateLimitRps)
            .ToString());

    private static AuditEntry Entry(string deed, Guid policyId, AppTokenPolicy? before, AppTokenPolicy? after) => new(
        $"app_token_policy.{deed}",
        new AuditTarget("app_token_policy", policyId),
        new AuditChanges()
            .Add("app_id", before?.AppId, after?.AppId)
            .Add("max_ttl_days", before?.MaxTtlDays, after?.MaxTtlDays)
            .Add("max_live_tokens", before?.MaxLiveTokens, after?.MaxLiveTokens)
            .Add("allowed_permissions", before?.AllowedPermissions, after?.AllowedPermissions)
            .Add("default_rate_limit_rps", before?.DefaultRateLimitRps, after?.DefaultRateLimitRps)
            .Add("max_rate_limit_rps", before?.MaxRateLimitRps, after?.MaxRateLimitRps)
            .Add("requires_admin_approval", before?.RequiresAdminApproval, after?.RequiresAdminApproval)
            .Add("description", before?.Description, after?.Description)
            .ToString());
}
