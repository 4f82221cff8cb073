namespace TokenPlatform.Domain.Tokens;

/// <summary>How often a token may be used.</summary>
/// <param name="PerSecond">Requests a second that refill the bucket, 1..100000.</param>
/// <param name="Burst">Requests that a full bucket holds, 1..100000.</param>
public sealed record RateLimit(int PerSecond, int Burst)
{
    /// <summary>The largest rate and the largest burst.</summary>
    public const int Max = 100_000;

    /// <summary>A limit without a burst of its own gets twice the rate, at most <see cref="Max"/>.</summary>
    /// <param name="perSecond">Requests a second.</param>
    /// <param name="burst">Requests at once, or null.</param>
    public static RateLimit Of(int perSecond, int? burst) => new(perSecond, burst ?? Math.Min(2 * perSecond, Max));
}
