using System.Diagnostics.Metrics;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Common;

/// <summary>Counts what rate limits decided. Both outcomes have a value from the start.</summary>
public static class RateMeter
{
    private static readonly Meter s_meter = new("TokenPlatform.Rates");
    private static long s_allowed;
    private static long s_refused;

    static RateMeter() => s_meter.CreateObservableCounter(
        "tokenplatform.rate_decisions", Measure, "{decision}", "Decisions of rate limits, by outcome.");

    /// <summary>The meter's name. Asking for it begins the counting.</summary>
    public static string Name => s_meter.Name;

    /// <summary>Counts one decision.</summary>
    /// <param name="decision">What it was.</param>
    public static void Count(RateDecision decision) => Interlocked.Increment(ref decision.IsAllowed ? ref s_allowed : ref s_refused);

    private static IEnumerable<Measurement<long>> Measure() =>
    [
        new(Interlocked.Read(ref s_allowed), new KeyValuePair<string, object?>("outcome", "allowed")),
        new(Interlocked.Read(ref s_refused), new KeyValuePair<string, object?>("outcome", "refused")),
    ];
}
