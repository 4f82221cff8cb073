using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The two shapes that errors under <c>/v1</c> have.</summary>
internal static class PlatformErrorSchemas
{
    public static OpenApiSchema Error(IEnumerable<string> codes)
    {
        var error = Of(JsonSchemaType.String, "What went wrong, for programs.");
        error.Enum = [.. codes.Select(code => JsonValue.Create(code))];
        var timestamp = Of(JsonSchemaType.String, "When it went wrong, in UTC.");
        timestamp.Pattern = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$";
        return Object(
            "Every error but wrong fields.",
            ("error", error),
            ("message", Of(JsonSchemaType.String, "What went wrong, for people.")),
            ("details", Of(JsonSchemaType.Object, "What else is known; depends on `error`.")),
            ("timestamp", timestamp),
            ("status_code", Of(JsonSchemaType.Integer, "The status of the answer.")));
    }

    public static OpenApiSchema InvalidInput()
    {
        var location = Of(JsonSchemaType.Array, "Where: begins with `body`, `query`, `path` or `header`; names and list indexes follow.");
        location.Items = Of(JsonSchemaType.String | JsonSchemaType.Integer, null);
        var entry = Object(
            "One wrong field.",
            ("type", Of(JsonSchemaType.String, "Pydantic's type of the error, such as `string_too_short`.")),
            ("loc", location),
            ("msg", Of(JsonSchemaType.String, "Pydantic's sentence.")),
            ("input", new OpenApiSchema { Description = "What was sent, with secrets masked; null where it cannot be shown." }));
        entry.Properties!["ctx"] = Of(JsonSchemaType.Object, "What the sentence is about, such as `min_length`.");
        var detail = Of(JsonSchemaType.Array, "In the order of the request's definition.");
        detail.Items = entry;
        detail.MinItems = 1;
        return Object("Wrong fields.", ("detail", detail));
    }

    private static OpenApiSchema Of(JsonSchemaType type, string? description) => new() { Type = type, Description = description };

    private static OpenApiSchema Object(string description, params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal),
        Properties = properties.ToDictionary(property => property.Name, IOpenApiSchema (property) => property.Schema, StringComparer.Ordinal),
    };
}
