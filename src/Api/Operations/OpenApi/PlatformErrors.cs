using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The errors of everything under <c>/v1</c>, as <see cref="Families.Platform.PlatformErrorWriter"/> writes them.</summary>
internal static class PlatformErrors
{
    private const string ErrorSchema = "PlatformError";
    private const string InvalidSchema = "PlatformInvalidInput";

    private static readonly Dictionary<int, Answer> s_answers = new()
    {
        [400] = new("BAD_REQUEST", "The request is not well-formed HTTP", "The request breaks HTTP itself."),
        [401] = new("AUTHENTICATION_FAILED", "Authentication required", "No token was presented, or one that does not live.", Header: "WWW-Authenticate"),
        [403] = new("FORBIDDEN", "You don't have permission to perform this action", "The caller may not do this.", """{"required_permission":"app_tokens:read"}"""),
        [404] = new("RESOURCE_NOT_FOUND", "The requested resource was not found", "Something that the path names is not there for the caller.", """{"resource_type":"app","resource_id":"nonsense"}"""),
        [409] = new("CONFLICT", "The sub_domain is taken", "The present state leaves no room for this."),
        [412] = new("PRECONDITION_FAILED", "The resource changed since it was read", "`If-Match` names another version than the present one."),
        [413] = new("PAYLOAD_TOO_LARGE", "The request body is larger than 1048576 bytes", "The body is over 1 MiB."),
        [415] = new("UNSUPPORTED_MEDIA_TYPE", "The request body must be application/json", "The body is not declared to be JSON."),
        [429] = new("RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.", "The token's rate is spent.", """{"retry_after":1}""", "Retry-After"),
        [500] = new("INTERNAL_SERVER_ERROR", "An unexpected error occurred", "A bug of ours; the log has it under `X-Request-Id`."),
        [503] = new("SERVICE_UNAVAILABLE", "The service is temporarily unavailable. Please try again later.", "The store did not answer. Nothing has changed.", Header: "Retry-After"),
    };

    public static string NameOf(int status) => $"Platform{status.ToString(CultureInfo.InvariantCulture)}";

    public static IEnumerable<KeyValuePair<string, IOpenApiSchema>> Schemas =>
    [
        new(ErrorSchema, PlatformErrorSchemas.Error(s_answers.Values.Select(answer => answer.Code))),
        new(InvalidSchema, PlatformErrorSchemas.InvalidInput()),
    ];

    public static IEnumerable<KeyValuePair<string, IOpenApiResponse>> Responses(OpenApiDocument document)
    {
        foreach (var (status, answer) in s_answers)
        {
            yield return new(NameOf(status), Describe(answer.Description, ErrorSchema, answer.ExampleOf(status), answer.Header, document));
        }

        var invalid = JsonNode.Parse("""{"detail":[{"type":"missing","loc":["body","name"],"msg":"Field required","input":{}}]}""")!;
        yield return new(NameOf(422), Describe("Fields are wrong: all of them, in the words of Pydantic 2.", InvalidSchema, invalid, null, document));
    }

    private static OpenApiResponse Describe(string description, string schema, JsonNode example, string? header, OpenApiDocument document) => new()
    {
        Description = description,
        Headers = header is null ? null : new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            [header] = new OpenApiHeader { Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [JsonBodies.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(schema, document), Example = example },
        },
    };

    private sealed record Answer(string Code, string Message, string Description, string Details = "{}", string? Header = null)
    {
        public JsonObject ExampleOf(int status) => new JsonObject
        {
            ["error"] = Code,
            ["message"] = Message,
            ["details"] = JsonNode.Parse(Details),
            ["timestamp"] = "2026-01-31T12:00:00.000000",
            ["status_code"] = status,
        };
    }
}
