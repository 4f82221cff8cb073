using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.Policies;

/// <summary>What somebody wants of a new token, as far as policies care.</summary>
/// <param name="ExpiresAt">When it shall expire; null where nothing was asked.</param>
/// <param name="Carried">Its permissions and scopes, as permissions.</param>
/// <param name="RatePerSecond">Requests a second; null where nothing was asked.</param>
/// <param name="RateBurst">Requests at once; null where nothing was asked.</param>
public sealed record TokenWish(DateTimeOffset? ExpiresAt, IReadOnlyList<string> Carried, int? RatePerSecond, int? RateBurst)
{
    /// <summary>As if a token were issued now as it is.</summary>
    /// <param name="token">The token.</param>
    public static TokenWish Of(Token token) =>
        new(token.ExpiresAt, [.. token.Limits.Carried], token.Limits.Rate?.PerSecond, token.Limits.Rate?.Burst);
}

/// <summary>What a wish becomes.</summary>
/// <param name="ExpiresAt">When the token expires; null for never.</param>
/// <param name="Rate">How often it may be used; null for no limit.</param>
/// <param name="NeedsApproval">Whether an approver is asked, unless the caller is one.</param>
public sealed record TokenGrant(DateTimeOffset? ExpiresAt, RateLimit? Rate, bool NeedsApproval);

/// <summary>What policies say of tokens: pure functions, all violations at once.</summary>
public static class PolicyEvaluation
{
    /// <summary>The policy that governs an app's tokens: its own, else the organization's default, else none.</summary>
    /// <param name="policies">Any policies of the organization.</param>
    /// <param name="appId">The app.</param>
    public static AppTokenPolicy? Governing(IReadOnlyCollection<AppTokenPolicy> policies, Guid appId) =>
        policies.FirstOrDefault(p => p.AppId == appId) ?? policies.FirstOrDefault(p => p.AppId is null);

    /// <summary>Judges a wish for a new token.</summary>
    /// <param name="policy">The governing policy; null where none does.</param>
    /// <param name="wish">What is asked for.</param>
    /// <param name="liveTokens">How many tokens of the app live now; null where the token has its place among them already.</param>
    /// <param name="now">The moment of issue.</param>
    /// <returns>A grant, or a <see cref="PolicyViolatedError"/>.</returns>
    public static Result<TokenGrant> Evaluate(AppTokenPolicy? policy, TokenWish wish, int? liveTokens, DateTimeOffset now)
    {
        if (policy is null)
        {
            return new TokenGrant(wish.ExpiresAt, RateFor(wish, null), NeedsApproval: false);
        }

        List<PolicyViolation> violations =
        [
            .. TooLong(policy, wish, now),
            .. TooMany(policy, liveTokens),
            .. policy.AllowedPermissions is { } allowed ? Outside(allowed, PermissionSet.Parse(allowed), wish.Carried) : [],
            .. TooFast(policy, wish),
        ];
        return violations.Count > 0
            ? new PolicyViolatedError(policy.PolicyId, violations)
            : new TokenGrant(
                wish.ExpiresAt ?? (policy.MaxTtlDays is { } days ? now.AddDays(days) : null),
                RateFor(wish, policy.DefaultRateLimitRps ?? policy.MaxRateLimitRps),
                policy.RequiresAdminApproval);
    }

    /// <summary>Judges a token that is to live anew: the lifetime it was granted is cut, all else has to fit.</summary>
    /// <param name="policy">The governing policy of today; null where none does.</param>
    /// <param name="token">The token as it is.</param>
    /// <param name="lifetime">How long it was granted; null for no end.</param>
    /// <param name="liveTokens">As in <see cref="Evaluate"/>.</param>
    /// <param name="now">The moment of renewal.</param>
    /// <returns>A grant, or a <see cref="PolicyViolatedError"/>.</returns>
    public static Result<TokenGrant> EvaluateRenewal(
        AppTokenPolicy? policy, Token token, TimeSpan? lifetime, int? liveTokens, DateTimeOffset now)
    {
        var longest = policy?.MaxTtlDays is { } days ? TimeSpan.FromDays(days) : (TimeSpan?)null;
        var granted = lifetime > longest ? longest : lifetime;
        return Evaluate(policy, TokenWish.Of(token) with { ExpiresAt = now + granted }, liveTokens, now);
    }

    private static RateLimit? RateFor(TokenWish wish, int? unlessAsked) =>
        (wish.RatePerSecond ?? unlessAsked) is { } rps ? RateLimit.Of(rps, wish.RateBurst) : null;

    private static IEnumerable<PolicyViolation> TooLong(AppTokenPolicy policy, TokenWish wish, DateTimeOffset now)
    {
        if (policy.MaxTtlDays is { } cap && wish.ExpiresAt > now.AddDays(cap))
        {
            yield return new(PolicyRule.MaxTtlDays, cap, (int)Math.Ceiling((wish.ExpiresAt.Value - now).TotalDays));
        }
    }

    internal static IEnumerable<PolicyViolation> TooMany(AppTokenPolicy policy, int? liveTokens)
    {
        if (policy.MaxLiveTokens is { } cap && liveTokens >= cap)
        {
            yield return new(PolicyRule.MaxLiveTokens, cap, liveTokens.Value + 1);
        }
    }

    /// <summary>What is carried outside of a list of permissions.</summary>
    /// <param name="allowed">The list.</param>
    /// <param name="cover">The same, read.</param>
    /// <param name="carried">Permissions and scopes.</param>
    internal static IEnumerable<PolicyViolation> Outside(IReadOnlyList<string> allowed, PermissionSet cover, IReadOnlyList<string> carried)
    {
        var outside = carried.Where(asked => !cover.Covers(Permission.Parse(asked))).ToList();
        if (outside.Count > 0)
        {
            yield return new(PolicyRule.AllowedPermissions, allowed, outside);
        }
    }

    private static IEnumerable<PolicyViolation> TooFast(AppTokenPolicy policy, TokenWish wish)
    {
        if (policy.MaxRateLimitRps is { } cap && wish.RatePerSecond > cap)
        {
            yield return new(PolicyRule.MaxRateLimitRps, cap, wish.RatePerSecond.Value);
        }
    }
}
