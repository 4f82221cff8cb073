using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>Compares values with schemas. Stricter than JSON Schema: a field that the schema does not name is a problem.</summary>
internal sealed class SchemaCheck(ApiDocumentReader document)
{
    public IReadOnlyList<string> Problems(JsonNode schema, JsonNode? value) => [.. Judge(schema, value, "$")];

    private IEnumerable<string> Judge(JsonNode schema, JsonNode? value, string at)
    {
        var rules = document.Resolve(schema);
        if (rules["oneOf"] is { } choices)
        {
            var fits = choices.AsArray().Count(choice => !Judge(choice!, value, at).Any());
            return fits == 1 ? [] : choices.AsArray().SelectMany(choice => Judge(choice!, value, at)).Prepend($"{at}: {fits} choices fit");
        }

        if (rules["type"] is { } type && !Types(type).Contains(TypeOf(value)))
        {
            return [$"{at} is {TypeOf(value)}, not {type.ToJsonString()}"];
        }

        var problems = rules["enum"] is { } allowed && !allowed.AsArray().Any(one => JsonNode.DeepEquals(one, value))
            ? [$"{at}: {value} is none of {allowed.ToJsonString()}"]
            : Enumerable.Empty<string>();
        return problems.Concat(value switch
        {
            JsonObject fields => Fields(rules, fields, at),
            JsonArray items => Items(rules, items, at),
            JsonValue text when text.GetValueKind() == JsonValueKind.String => Text(rules, (string)text!, at),
            JsonValue number when number.GetValueKind() == JsonValueKind.Number => Number(rules, (double)number, at),
            _ => [],
        });
    }

    private IEnumerable<string> Fields(JsonNode rules, JsonObject fields, string at)
    {
        var required = rules["required"]?.AsArray().Select(name => (string)name!) ?? [];
        foreach (var name in required.Where(name => !fields.ContainsKey(name)))
        {
            yield return $"{at}.{name} is missing";
        }

        if (rules["properties"] is not JsonObject properties)
        {
            yield break;
        }

        var order = properties.Select(property => property.Key).Where(fields.ContainsKey);
        if (!order.SequenceEqual(fields.Select(field => field.Key).Where(properties.ContainsKey)))
        {
            yield return $"{at} has another order";
        }

        foreach (var (name, value) in fields)
        {
            var found = properties[name] is { } property ? Judge(property, value, $"{at}.{name}") : [$"{at}.{name} is not documented"];
            foreach (var problem in found)
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<string> Items(JsonNode rules, JsonArray items, string at)
    {
        if (items.Count < ((int?)rules["minItems"] ?? 0) || items.Count > ((int?)rules["maxItems"] ?? int.MaxValue))
        {
            yield return $"{at} has {items.Count} items";
        }

        foreach (var problem in items.SelectMany((item, index) => rules["items"] is { } schema ? Judge(schema, item, $"{at}[{index}]") : []))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Text(JsonNode rules, string text, string at)
    {
        var length = text.EnumerateRunes().Count();
        var format = (string?)rules["format"];
        if (length < ((int?)rules["minLength"] ?? 0) || length > ((int?)rules["maxLength"] ?? int.MaxValue))
        {
            yield return $"{at} has {length} characters";
        }

        if (rules["pattern"] is { } pattern && !Regex.IsMatch(text, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            yield return $"{at}: '{text}' is not {pattern}";
        }

        if ((format == "uuid" && !Guid.TryParseExact(text, "D", out _))
            || (format == "date-time" && !Regex.IsMatch(text, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", RegexOptions.None, TimeSpan.FromSeconds(1))))
        {
            yield return $"{at}: '{text}' is no {format}";
        }
    }

    private static IEnumerable<string> Number(JsonNode rules, double number, string at) =>
        number < ((double?)rules["minimum"] ?? double.NegativeInfinity) || number > ((double?)rules["maximum"] ?? double.PositiveInfinity) ? [$"{at} is {number}"] : [];

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(one => (string)one!) : [(string)type!];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => double.IsInteger((double)value) ? "integer" : "number",
        _ => "boolean",
    };
}
