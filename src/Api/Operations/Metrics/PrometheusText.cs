using System.Globalization;
using System.Text;
using OpenTelemetry.Metrics;

namespace TokenPlatform.Api.Operations.Metrics;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4: each family once, with its HELP and TYPE in front.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public void Add(Metric metric)
    {
        var name = PrometheusName.Of(metric);
        if (!_written.Add(name))
        {
            // Two libraries chose one name. Twice the same family would spoil the whole page.
            return;
        }

        if (metric.Description.Length > 0)
        {
            _text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(metric.Description)).Append('\n');
        }

        _text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(metric.MetricType)).Append('\n');
        foreach (var point in metric.GetMetricPoints())
        {
            Add(name, metric.MetricType, point);
        }
    }

    public override string ToString() => _text.ToString();

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    private void Add(string name, MetricType type, MetricPoint point)
    {
        var labels = LabelsOf(point.Tags);
        switch (type)
        {
            case MetricType.Histogram:
                AddHistogram(name, labels, point);
                break;
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                AddSample(name, labels, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                AddSample(name, labels, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                AddSample(name, labels, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                AddSample(name, labels, point.GetGaugeLastValueDouble());
                break;
        }
    }

    private void AddHistogram(string name, string labels, MetricPoint point)
    {
        var separator = labels.Length == 0 ? string.Empty : ",";
        long count = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            AddSample($"{name}_bucket", $"{labels}{separator}le=\"{Number(bucket.ExplicitBound)}\"", count);
        }

        AddSample($"{name}_sum", labels, point.GetHistogramSum());
        AddSample($"{name}_count", labels, count);
    }

    private void AddSample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string LabelsOf(OpenTelemetry.ReadOnlyTagCollection tags)
    {
        var labels = new List<string>(tags.Count);
        foreach (var (name, value) in tags)
        {
            labels.Add($"{PrometheusName.OfLabel(name)}=\"{EscapeValue(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty)}\"");
        }

        return string.Join(',', labels);
    }

    internal static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    internal static string EscapeHelp(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    internal static string EscapeValue(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
