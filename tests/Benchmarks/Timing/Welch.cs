namespace TokenPlatform.Benchmarks.Timing;

/// <summary>Whether two samples have different means (B. L. Welch, 1947).</summary>
internal static class Welch
{
    /// <summary>Welch's t.</summary>
    /// <param name="a">One sample.</param>
    /// <param name="b">The other.</param>
    /// <returns>Positive where the first takes longer.</returns>
    public static double T(IReadOnlyCollection<double> a, IReadOnlyCollection<double> b)
    {
        var (meanA, errorA) = Describe(a);
        var (meanB, errorB) = Describe(b);
        return (meanA - meanB) / Math.Sqrt(errorA + errorB);
    }

    private static (double Mean, double SquaredError) Describe(IReadOnlyCollection<double> sample)
    {
        var mean = sample.Average();
        return (mean, sample.Sum(value => (value - mean) * (value - mean)) / (sample.Count - 1) / sample.Count);
    }
}
