using System.Collections.Concurrent;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.RateLimiting;

/// <summary>
/// Buckets in memory, exact under concurrency: each is one number that is moved by compare-and-swap. A full bucket
/// says nothing that a missing one does not, so full ones are swept out whenever their number has doubled.
/// </summary>
internal sealed class InProcessRateLimiter(TimeProvider clock) : IRateLimiter
{
    private const int LeastToSweep = 1024;

    private readonly ConcurrentDictionary<Guid, Bucket> _buckets = new();
    private int _sweepAt = LeastToSweep;
    private int _isSweeping;

    /// <summary>How many buckets are kept.</summary>
    internal int Count => _buckets.Count;

    public ValueTask<RateDecision> SpendAsync(Guid tokenId, RateLimit limit, int cost, CancellationToken cancellationToken)
    {
        var now = Nanoseconds();
        while (true)
        {
            var bucket = _buckets.GetOrAdd(tokenId, static _ => new Bucket());
            if (bucket.TrySpend(now, limit, cost) is { } decision)
            {
                SweepIfGrown(now);
                return ValueTask.FromResult(decision);
            }
        }
    }

    private long Nanoseconds() => (long)((Int128)clock.GetTimestamp() * 1_000_000_000 / clock.TimestampFrequency);

    private void SweepIfGrown(long now)
    {
        if (_buckets.Count < Volatile.Read(ref _sweepAt) || Interlocked.Exchange(ref _isSweeping, 1) == 1)
        {
            return;
        }

        foreach (var (tokenId, bucket) in _buckets)
        {
            if (bucket.TryRetire(now))
            {
                _buckets.TryRemove(tokenId, out _);
            }
        }

        Volatile.Write(ref _sweepAt, Math.Max(LeastToSweep, 2 * _buckets.Count));
        Volatile.Write(ref _isSweeping, 0);
    }

    private sealed class Bucket
    {
        // A retired bucket takes nothing any more: whoever still holds it asks for the one that took its place.
        private const long Retired = long.MaxValue;

        private long _fullAt;

        public RateDecision? TrySpend(long now, RateLimit limit, int cost)
        {
            while (true)
            {
                var seen = Volatile.Read(ref _fullAt);
                if (seen == Retired)
                {
                    return null;
                }

                var (next, decision) = RateBucket.Spend(seen, now, limit, cost);
                if (next == seen || Interlocked.CompareExchange(ref _fullAt, next, seen) == seen)
                {
                    return decision;
                }
            }
        }

        public bool TryRetire(long now)
        {
            var seen = Volatile.Read(ref _fullAt);
            return seen <= now && Interlocked.CompareExchange(ref _fullAt, Retired, seen) == seen;
        }
    }
}
