namespace TokenPlatform.Domain.Tokens;

/// <summary>What a rate is counted by. The value is its length in seconds.</summary>
public enum RatePeriod
{
    /// <summary>As app tokens have it.</summary>
    Second = 1,

    /// <summary>As organization API tokens have it (seed 003).</summary>
    Minute = 60,
}

/// <summary>How often a token may be used.</summary>
/// <param name="Count">Requests in each period that refill the bucket, 1..100000.</param>
/// <param name="Burst">Requests that a full bucket holds, 1..100000.</param>
/// <param name="Period">What the requests are counted by.</param>
public sealed record RateLimit(int Count, int Burst, RatePeriod Period = RatePeriod.Second)
{
    /// <summary>The largest rate and the largest burst.</summary>
    public const int Max = 100_000;

    /// <summary>Requests a second; null where the rate is counted by another period.</summary>
    public int? PerSecond => Period == RatePeriod.Second ? Count : null;

    /// <summary>Requests a minute; null where the rate is counted by another period.</summary>
    public int? PerMinute => Period == RatePeriod.Minute ? Count : null;

    /// <summary>Requests that the rate comes to in a minute, whatever it is counted by.</summary>
    public int InAMinute => Count * (int)RatePeriod.Minute / (int)Period;

    /// <summary>A limit without a burst of its own gets twice the rate, at most <see cref="Max"/>.</summary>
    /// <param name="perSecond">Requests a second.</param>
    /// <param name="burst">Requests at once, or null.</param>
    public static RateLimit Of(int perSecond, int? burst) => new(perSecond, burst ?? Math.Min(2 * perSecond, Max));

    /// <summary>A limit by the minute, which may all be used at once.</summary>
    /// <param name="perMinute">Requests a minute.</param>
    public static RateLimit ByTheMinute(int perMinute) => new(perMinute, perMinute, RatePeriod.Minute);
}
