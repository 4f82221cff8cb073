using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The shapes that errors have.</summary>
internal static class ErrorSchemas
{
    public static OpenApiSchema PlatformError(IEnumerable<string> codes)
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

    public static OpenApiSchema PlatformInvalidInput()
    {
        var entry = Object(
            "One wrong field.",
            ("type", TypeOfError()),
            ("loc", Location()),
            ("msg", Sentence()),
            ("input", new OpenApiSchema { Description = "What was sent, with secrets masked; null where it cannot be shown." }));
        entry.Properties!["ctx"] = Of(JsonSchemaType.Object, "What the sentence is about, such as `min_length`.");
        return InvalidInput(entry);
    }

    public static OpenApiSchema AccessTokenError() =>
        Object("Every error but wrong fields.", ("detail", Of(JsonSchemaType.String, "What went wrong, for people.")));

    public static OpenApiSchema AccessTokenInvalidInput() =>
        InvalidInput(Object("One wrong field.", ("loc", Location()), ("msg", Sentence()), ("type", TypeOfError())));

    public static OpenApiSchema OAuthError() => Object(
        "RFC 6749 section 5.2.",
        ("error", Of(JsonSchemaType.String, "What went wrong, for programs.")),
        ("error_description", Of(JsonSchemaType.String, "What went wrong, for developers.")));

    public static OpenApiSchema OrganizationApiTokenError(IEnumerable<string> codes)
    {
        var code = Of(JsonSchemaType.String, "What went wrong, for programs.");
        code.Enum = [.. codes.Select(one => JsonValue.Create(one))];
        var error = Object(
            "What went wrong.",
            ("code", code),
            ("description", Of(JsonSchemaType.String, "What went wrong, for people.")),
            ("detail", Of(JsonSchemaType.Object, "What else is known; depends on `code`.")));
        return Object("Every error.", ("error", error));
    }

    private static OpenApiSchema InvalidInput(OpenApiSchema entry)
    {
        var detail = Of(JsonSchemaType.Array, "In the order of the request's definition.");
        detail.Items = entry;
        detail.MinItems = 1;
        return Object("Wrong fields.", ("detail", detail));
    }

    private static OpenApiSchema Location()
    {
        var location = Of(JsonSchemaType.Array, "Where: begins with `body`, `query`, `path` or `header`; names and list indexes follow.");
        location.Items = Of(JsonSchemaType.String | JsonSchemaType.Integer, null);
        return location;
    }

    private static OpenApiSchema Sentence() => Of(JsonSchemaType.String, "Pydantic's sentence.");

    private static OpenApiSchema TypeOfError() => Of(JsonSchemaType.String, "Pydantic's type of the error, such as `string_too_short`.");

    private static OpenApiSchema Of(JsonSchemaType type, string? description) => new() { Type = type, Description = description };

    private static OpenApiSchema Object(string description, params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal),
        Properties = properties.ToDictionary(property => property.Name, IOpenApiSchema (property) => property.Schema, StringComparer.Ordinal),
    };
}
