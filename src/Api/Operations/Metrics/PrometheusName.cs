using OpenTelemetry.Metrics;

namespace TokenPlatform.Api.Operations.Metrics;

/// <summary>Names as Prometheus has them: snake case, the unit behind, <c>_total</c> behind counters.</summary>
internal static class PrometheusName
{
    public static string Of(Metric metric)
    {
        var name = OfLabel(metric.Name);
        var unit = UnitOf(metric.Unit);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
        {
            name += unit;
        }

        var counts = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        return counts && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    public static string OfLabel(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));
        return safe.Length == 0 || char.IsAsciiDigit(safe[0]) ? $"_{safe}" : safe;
    }

    // Units in braces, such as {request}, say what is counted and are no unit (UCUM).
    private static string UnitOf(string unit) => unit switch
    {
        "s" => "_seconds",
        "ms" => "_milliseconds",
        "By" => "_bytes",
        _ => string.Empty,
    };
}
