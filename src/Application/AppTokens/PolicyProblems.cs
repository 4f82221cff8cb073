using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AppTokens;

/// <summary>Broken rules of policies, told like wrong fields: the request was understood, and what it asks for is not allowed.</summary>
internal static class PolicyProblems
{
    public static InputProblem Of(Guid policyId, PolicyViolation violation) => new(
        $"policy.{violation.Rule.ToSnakeCase()}",
        Sentence(violation.Rule),
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["policy_id"] = policyId.ToString(),
            ["limit"] = violation.Limit,
            ["requested"] = violation.Requested is IEnumerable<string> permissions ? permissions.Select(TokenSecret.Mask).ToList() : violation.Requested!,
        });

    private static string Sentence(PolicyRule rule) => rule switch
    {
        PolicyRule.MaxTtlDays => "The policy allows no token to live this long",
        PolicyRule.MaxLiveTokens => "The policy allows no more live tokens for this app",
        PolicyRule.AllowedPermissions => "The policy does not allow these permissions",
        PolicyRule.MaxRateLimitRps => "The policy allows no rate limit this high",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
