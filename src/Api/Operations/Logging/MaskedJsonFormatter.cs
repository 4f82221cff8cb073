using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Operations.Logging;

/// <summary>
/// An event as one line of JSON: <c>time</c>, <c>level</c>, <c>source</c>, <c>message</c>, <c>request_id</c> during a
/// request, <c>properties</c>, <c>exception</c>. The finished line is masked, so that no token passes, whichever
/// message, property or exception holds it. Masking keeps it JSON: token form has no character that JSON escapes.
/// </summary>
internal sealed class MaskedJsonFormatter : ITextFormatter
{
    private const string Source = "SourceContext";

    // The path as it was sent may hold a token in disguise, such as escaped twice. The request log has a safe one.
    private static readonly HashSet<string> s_left = new(StringComparer.Ordinal) { Source, RequestIdEnricher.Property, "RequestPath", "EventId" };

    private static readonly MessageTemplateTextFormatter s_message = new("{Message:lj}");
    private static readonly JsonValueFormatter s_values = new(typeTagName: null);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter();
        line.Write("{\"time\":\"");
        line.Write(logEvent.Timestamp.UtcDateTime.ToString("O"));
        line.Write('"');
        Write(line, "level", logEvent.Level.ToString());
        Write(line, "source", Text(logEvent, Source));
        Write(line, "message", MessageOf(logEvent));
        Write(line, "request_id", Text(logEvent, RequestIdEnricher.Property));
        WriteProperties(line, logEvent);
        Write(line, "exception", logEvent.Exception?.ToString());
        line.Write('}');
        output.WriteLine(TokenSecret.Mask(line.ToString()));
    }

    private static string MessageOf(LogEvent logEvent)
    {
        using var message = new StringWriter();
        s_message.Format(logEvent, message);
        return message.ToString();
    }

    private static void WriteProperties(StringWriter line, LogEvent logEvent)
    {
        line.Write(",\"properties\":{");
        var separator = string.Empty;
        foreach (var (name, value) in logEvent.Properties.Where(property => !s_left.Contains(property.Key)))
        {
            line.Write(separator);
            JsonValueFormatter.WriteQuotedJsonString(name, line);
            line.Write(':');
            s_values.Format(value, line);
            separator = ",";
        }

        line.Write('}');
    }

    private static void Write(StringWriter line, string name, string? value)
    {
        if (value is not null)
        {
            line.Write(",\"");
            line.Write(name);
            line.Write("\":");
            JsonValueFormatter.WriteQuotedJsonString(value, line);
        }
    }

    private static string? Text(LogEvent logEvent, string property) =>
        logEvent.Properties.GetValueOrDefault(property) is ScalarValue { Value: string text } ? text : null;
}
