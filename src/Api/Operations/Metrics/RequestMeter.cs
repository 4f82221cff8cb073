using System.Diagnostics.Metrics;

namespace TokenPlatform.Api.Operations.Metrics;

/// <summary>Measures requests. Every label comes from a closed set: no caller can make a new series.</summary>
internal static class RequestMeter
{
    private static readonly Meter s_meter = new("TokenPlatform.Requests");

    private static readonly double[] s_bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram(
        "tokenplatform.http.request.duration",
        "s",
        "How long requests took, by method, route template and status.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_bounds });

    /// <summary>The meter's name.</summary>
    public static string Name => s_meter.Name;

    public static void Record(string method, string? template, int status, TimeSpan elapsed) => s_duration.Record(
        elapsed.TotalSeconds,
        new("method", method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "other"),
        new("route", template ?? "none"),
        new("status", status));
}
