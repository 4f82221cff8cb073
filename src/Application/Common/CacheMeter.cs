using System.Diagnostics.Metrics;

namespace TokenPlatform.Application.Common;

/// <summary>Counts lookups in the caches, by cache and outcome. All have a value from the start.</summary>
public static class CacheMeter
{
    private static readonly Meter s_meter = new("TokenPlatform.Caches");

    static CacheMeter() => s_meter.CreateObservableCounter(
        "tokenplatform.cache_lookups", Measure, "{lookup}", "Lookups in the caches that verification reads, by cache and outcome.");

    /// <summary>The meter's name. Asking for it begins the counting.</summary>
    public static string Name => s_meter.Name;

    /// <summary>Tokens by the hash of a secret, unknown ones included.</summary>
    public static Lookups Tokens { get; } = new("tokens");

    /// <summary>Users by id.</summary>
    public static Lookups Users { get; } = new("users");

    private static IEnumerable<Measurement<long>> Measure() => [.. Tokens.Measure(), .. Users.Measure()];

    /// <summary>The lookups in one cache.</summary>
    public sealed class Lookups
    {
        private readonly string _cache;
        private long _hits;
        private long _misses;

        internal Lookups(string cache) => _cache = cache;

        /// <summary>Counts an answer from memory.</summary>
        public void CountHit() => Interlocked.Increment(ref _hits);

        /// <summary>Counts a question to the store, or one that waits for somebody else's.</summary>
        public void CountMiss() => Interlocked.Increment(ref _misses);

        internal IEnumerable<Measurement<long>> Measure() =>
        [
            new(Interlocked.Read(ref _hits), new("cache", _cache), new("outcome", "hit")),
            new(Interlocked.Read(ref _misses), new("cache", _cache), new("outcome", "miss")),
        ];
    }
}
