using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TokenPlatform.Api.Operations.Metrics;

/// <summary>
/// Keeps what was collected last as a page of Prometheus text. Nothing pushes it: its reader collects when it is asked.
/// The library's own mode for that, <c>Pull</c>, opens to the library's own exporters only.
/// </summary>
internal sealed class PrometheusExporter : BaseExporter<Metric>
{
    public string Page { get; private set; } = string.Empty;

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new PrometheusText();
        foreach (var metric in batch)
        {
            text.Add(metric);
        }

        Page = text.ToString();
        return ExportResult.Success;
    }
}
