using Serilog.Core;
using Serilog.Events;

namespace TokenPlatform.Api.Operations.Logging;

/// <summary>
/// Gives every event that is written during a request the request's id. The server's log scope has an id of its own,
/// taken before ours is known; this comes after it and replaces it.
/// </summary>
internal sealed class RequestIdEnricher : ILogEventEnricher
{
    public const string Property = "RequestId";

    // Not the framework's accessor of the whole context: with that in use, no context is used again for another request.
    private static readonly AsyncLocal<string?> s_current = new();

    /// <summary>The id, for all that the present request does from here on.</summary>
    public static void Begin(string requestId) => s_current.Value = requestId;

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (s_current.Value is { } requestId)
        {
            logEvent.AddOrUpdateProperty(new LogEventProperty(Property, new ScalarValue(requestId)));
        }
    }
}
