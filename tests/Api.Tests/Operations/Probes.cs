using System.Text.Json.Nodes;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>Values at the edges of what a schema allows.</summary>
internal static class Probes
{
    /// <summary>One step beyond each limit.</summary>
    public static IEnumerable<JsonNode> Outside(JsonNode schema) => Present(
        (int?)schema["minLength"] > 0 ? Text((int)schema["minLength"]! - 1) : null,
        Of(schema["maxLength"], limit => Text(limit + 1)),
        Of(schema["minimum"], limit => JsonValue.Create(limit - 1)),
        Of(schema["maximum"], limit => JsonValue.Create(limit + 1)),
        schema["enum"] is not null || schema["pattern"] is not null ? JsonValue.Create("!\n") : null,
        Of(schema["maxItems"], limit => List(limit + 1, 1)),
        Of(schema["items"]?["minLength"], limit => List(1, limit - 1)),
        Of(schema["items"]?["maxLength"], limit => List(1, limit + 1)));

    /// <summary>Each limit itself, each word of a closed set, the default and the examples.</summary>
    public static IEnumerable<JsonNode> Inside(JsonNode schema) => Present(
        Of(schema["minLength"], Text),
        Of(schema["maxLength"], Text),
        schema["minimum"],
        schema["maximum"],
        schema["default"],
        Of(schema["maxItems"], limit => List(limit, 1)),
        Of(schema["items"]?["minLength"], limit => List(1, limit)),
        Of(schema["items"]?["maxLength"], limit => List(1, limit)))
        .Concat(schema["enum"]?.AsArray().OfType<JsonNode>() ?? [])
        .Concat(schema["examples"]?.AsArray().OfType<JsonNode>() ?? []);

    /// <summary>Values that only a limit which the schema does not name would refuse.</summary>
    public static IEnumerable<JsonNode> Unbounded(JsonNode schema)
    {
        var types = schema["type"] is JsonArray several ? several.Select(type => (string)type!).ToList() : [(string)schema["type"]!];
        var isText = types.Contains("string") && schema["enum"] is null && schema["pattern"] is null && schema["format"] is null;
        var (isNumber, isList) = (types.Contains("integer"), types.Contains("array"));
        return Present(
            isText && schema["minLength"] is null ? Text(0) : null,
            isText && schema["maxLength"] is null ? Text(5000) : null,
            isNumber && schema["minimum"] is null ? JsonValue.Create(int.MinValue) : null,
            isNumber && schema["maximum"] is null ? JsonValue.Create(int.MaxValue) : null,
            isList && schema["maxItems"] is null ? List(1000, 1) : null,
            isList && schema["items"]!["minLength"] is null ? List(1, 0) : null,
            isList && schema["items"]!["maxLength"] is null ? List(1, 5000) : null);
    }

    private static IEnumerable<JsonNode> Present(params JsonNode?[] values) => values.OfType<JsonNode>();

    private static JsonNode? Of(JsonNode? limit, Func<int, JsonNode> make) => limit is null ? null : make((int)limit);

    private static JsonValue Text(int length) => JsonValue.Create(new string('a', length));

    private static JsonArray List(int count, int length) => new([.. Enumerable.Range(0, count).Select(_ => Text(length))]);
}
