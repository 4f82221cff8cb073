namespace TokenPlatform.Benchmarks.Whole;

/// <summary>One measurement of one server.</summary>
/// <param name="Load">What wrk saw.</param>
/// <param name="AllocatedBytes">What a request made the server allocate, on average.</param>
/// <param name="ResidentBytes">What the server held in memory when the load ended.</param>
internal sealed record Sample(WrkResult Load, double AllocatedBytes, long ResidentBytes);

/// <summary>A request and its floor, measured one after the other.</summary>
internal sealed record Pair(Sample Server, Sample Floor);

internal static class Medians
{
    /// <summary>The value in the middle; of an even number, the mean of the two.</summary>
    public static double Median<T>(this IEnumerable<T> items, Func<T, double> value)
    {
        var sorted = items.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
