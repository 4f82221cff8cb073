using OpenTelemetry;
using OpenTelemetry.Metrics;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Verification;

namespace TokenPlatform.Api.Operations.Metrics;

/// <summary>Listens to the meters from the start on, and collects when it is asked. One scrape at a time.</summary>
internal sealed class MetricsScraper : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PrometheusExporter _exporter = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;

    public MetricsScraper()
    {
        _reader = new BaseExportingMetricReader(_exporter);
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(RequestMeter.Name, VerificationMeter.Name, RateMeter.Name, CacheMeter.Name, "System.Runtime")
            .AddReader(_reader)
            .Build();
    }

    /// <summary>All metrics as they are now.</summary>
    public string Scrape()
    {
        lock (_gate)
        {
            return _reader.Collect() ? _exporter.Page : throw new InvalidOperationException("The metrics could not be collected");
        }
    }

    public void Dispose() => _provider.Dispose();
}
