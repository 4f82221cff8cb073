using System.Text.Json.Nodes;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>Reads a console's output as a log shipper would.</summary>
internal static class LogLines
{
    /// <summary>The events among the lines. What begins like one has to be one, whole.</summary>
    public static IReadOnlyList<JsonObject> Of(string output) =>
        [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>The events of one request.</summary>
    public static IReadOnlyList<JsonObject> OfRequest(this IEnumerable<JsonObject> events, string requestId) =>
        [.. events.Where(entry => (string?)entry["request_id"] == requestId)];
}
