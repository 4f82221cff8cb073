namespace TokenPlatform.Domain.Tokens;

/// <summary>What came of spending from a bucket.</summary>
/// <param name="Limit">The limit that was judged.</param>
/// <param name="IsAllowed">Whether the cost was taken.</param>
/// <param name="Remaining">Requests of cost 1 that could follow at once.</param>
/// <param name="RetryAfter">When the same cost would be taken; zero where it was, null where it never will be: it is above the burst.</param>
/// <param name="ResetAfter">When the bucket is full again.</param>
public sealed record RateDecision(RateLimit Limit, bool IsAllowed, int Remaining, TimeSpan? RetryAfter, TimeSpan ResetAfter);

/// <summary>
/// A token bucket by the generic cell rate algorithm (GCRA, ITU-T I.371): its whole state is one moment, at which the
/// bucket will be full. Moments and spans are in nanoseconds of a monotonic clock.
/// </summary>
public static class RateBucket
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int NanosecondsPerTick = 100;

    /// <summary>Spends from a bucket.</summary>
    /// <param name="fullAt">The bucket's state; any moment gone by means a full bucket.</param>
    /// <param name="now">The moment of the call.</param>
    /// <param name="limit">How fast the bucket fills and how much it holds.</param>
    /// <param name="cost">How much is spent; 0 only asks.</param>
    /// <returns>The new state, which is the old one where the cost was refused, and the decision.</returns>
    public static (long FullAt, RateDecision Decision) Spend(long fullAt, long now, RateLimit limit, int cost)
    {
        var capacity = SpanOf(limit.Burst, limit);
        var before = Math.Max(fullAt, now);
        var after = before + SpanOf(cost, limit);
        var isAllowed = after - now <= capacity;
        var kept = isAllowed ? after : before;
        var decision = new RateDecision(
            limit,
            isAllowed,
            RequestsIn(capacity - (kept - now), limit),
            isAllowed ? TimeSpan.Zero : cost > limit.Burst ? null : ToTimeSpan(after - now - capacity),
            ToTimeSpan(kept - now));
        return (isAllowed ? after : fullAt, decision);
    }

    private static long SpanOf(int requests, RateLimit limit) => requests * PeriodOf(limit) / limit.Count;

    // Rounding down a span must not lose a request that it was made for.
    private static int RequestsIn(long span, RateLimit limit) => (int)((span + 1) * limit.Count / PeriodOf(limit));

    private static long PeriodOf(RateLimit limit) => (int)limit.Period * NanosecondsPerSecond;

    private static TimeSpan ToTimeSpan(long nanoseconds) => TimeSpan.FromTicks((nanoseconds + NanosecondsPerTick - 1) / NanosecondsPerTick);
}
