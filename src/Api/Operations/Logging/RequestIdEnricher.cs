using Serilog.Core;
using Serilog.Events;

namespace TokenPlatform.Api.Operations.Logging;

/// <summary>
/// Gives every event that is written during a request the request's id. The host's log scope has the server's own id,
/// taken before ours is known; this comes after it and replaces it.
/// </summary>
internal sealed class RequestIdEnricher : ILogEventEnricher
{
    public const string Property = "RequestId";

    private static readonly HttpContextAccessor s_current = new();

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (s_current.HttpContext?.TraceIdentifier is { } requestId)
        {
            logEvent.AddOrUpdateProperty(new LogEventProperty(Property, new ScalarValue(requestId)));
        }
    }
}
