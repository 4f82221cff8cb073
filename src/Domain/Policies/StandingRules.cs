using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.Policies;

/// <summary>
/// Judges tokens that were issued already, under whatever policy there was then. A life counts from issue to expiry;
/// what has no end, or no limit, is over every cap. Made once for many tokens.
/// </summary>
/// <param name="policy">The policy that they are held against.</param>
public sealed class StandingRules(AppTokenPolicy policy)
{
    /// <summary>Why enforcement ends a token.</summary>
    public const string RevokedReason = "policy_enforcement";

    private const int MaxRemembered = 1000;

    private readonly PermissionSet _cover = PermissionSet.Parse(policy.AllowedPermissions ?? []);
    private readonly Dictionary<IReadOnlyList<string>, bool> _outside = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names the rules that a token breaks.</summary>
    /// <param name="token">A live token.</param>
    /// <param name="otherLiveTokens">How many tokens of its app live besides, as far as they come before it.</param>
    /// <returns>Each rule at most once, in the order of <see cref="PolicyRule"/>.</returns>
    public IReadOnlyList<PolicyViolation> Judge(LiveToken token, int otherLiveTokens) =>
        BreaksNone(token, otherLiveTokens)
            ? []
            :
            [
                .. TooLong(token),
                .. PolicyEvaluation.TooMany(policy, otherLiveTokens),
                .. policy.AllowedPermissions is { } allowed ? PolicyEvaluation.Outside(allowed, _cover, token.Carried) : [],
                .. TooFast(token),
            ];

    /// <summary>
    /// Holds a token to the policy: it ends where it carries what is not allowed, else its life is shortened and its
    /// rate lowered to the caps. How many tokens live is not judged.
    /// </summary>
    /// <param name="token">A live token.</param>
    /// <param name="now">The moment at which it ends, if it does.</param>
    /// <returns>The token as it was where it breaks no rule.</returns>
    public Token Enforce(Token token, DateTimeOffset now)
    {
        var judged = LiveToken.Of(token);
        if (IsOutside(judged))
        {
            return token.Revoke(now, RevokedReason);
        }

        var held = token with
        {
            ExpiresAt = IsTooLong(judged) ? EndOf(judged) : token.ExpiresAt,
            Limits = IsTooFast(judged) ? token.Limits with { Rate = Lower(judged.Rate) } : token.Limits,
        };
        return held == token ? token : held with { Version = token.Version + 1 };
    }

    private bool BreaksNone(LiveToken token, int otherLiveTokens) =>
        !IsTooLong(token) && !(otherLiveTokens >= policy.MaxLiveTokens) && !IsOutside(token) && !IsTooFast(token);

    private bool IsTooLong(LiveToken token) => policy.MaxTtlDays is not null && (token.ExpiresAt is not { } end || end > EndOf(token));

    private bool IsTooFast(LiveToken token) => policy.MaxRateLimitRps is { } cap && (token.Rate is not { } rate || rate.PerSecond > cap);

    private bool IsOutside(LiveToken token)
    {
        if (policy.AllowedPermissions is null)
        {
            return false;
        }

        // Many tokens share what they carry.
        if (!_outside.TryGetValue(token.Carried, out var isOutside))
        {
            isOutside = token.Carried.Any(carried => !_cover.Covers(Permission.Parse(carried)));
            if (_outside.Count < MaxRemembered)
            {
                _outside.Add(token.Carried, isOutside);
            }
        }

        return isOutside;
    }

    private DateTimeOffset EndOf(LiveToken token) => token.IssuedAt.AddDays(policy.MaxTtlDays!.Value);

    // A burst that was asked for stays, unless it is more than the lower rate brings along.
    private RateLimit Lower(RateLimit? rate)
    {
        var lowest = RateLimit.Of(policy.MaxRateLimitRps!.Value, null);
        return rate is null ? lowest : lowest with { Burst = Math.Min(rate.Burst, lowest.Burst) };
    }

    private IEnumerable<PolicyViolation> TooLong(LiveToken token)
    {
        if (IsTooLong(token))
        {
            yield return new(PolicyRule.MaxTtlDays, policy.MaxTtlDays!.Value, DaysOf(token));
        }
    }

    private IEnumerable<PolicyViolation> TooFast(LiveToken token)
    {
        if (IsTooFast(token))
        {
            yield return new(PolicyRule.MaxRateLimitRps, policy.MaxRateLimitRps!.Value, token.Rate?.PerSecond);
        }
    }

    private static int? DaysOf(LiveToken token) =>
        token.ExpiresAt is { } end ? (int)Math.Ceiling((end - token.IssuedAt).TotalDays) : null;
}
