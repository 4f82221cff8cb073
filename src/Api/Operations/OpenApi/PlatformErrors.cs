using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The errors of everything under <c>/v1</c>, as <see cref="Families.Platform.PlatformErrorWriter"/> writes them.</summary>
internal static class PlatformErrors
{
    private const string ErrorSchema = "PlatformError";
    private const string InvalidSchema = "PlatformInvalidInput";

    private static readonly (int Status, string Code, string Message, string Description, string Details)[] s_errors =
    [
        (400, "BAD_REQUEST", "The request is not well-formed HTTP", "The request breaks HTTP itself.", "{}"),
        (401, "AUTHENTICATION_FAILED", "Authentication required", "No token was presented, or one that does not live.", "{}"),
        (403, "FORBIDDEN", "You don't have permission to perform this action", "The caller may not do this.", """{"required_permission":"app_tokens:read"}"""),
        (404, "RESOURCE_NOT_FOUND", "The requested resource was not found", "Something that the path names is not there for the caller.", """{"resource_type":"app","resource_id":"nonsense"}"""),
        (409, "CONFLICT", "The sub_domain is taken", "The present state leaves no room for this.", "{}"),
        (412, "PRECONDITION_FAILED", "The resource changed since it was read", "`If-Match` names another version than the present one.", "{}"),
        (413, "PAYLOAD_TOO_LARGE", "The request body is larger than 1048576 bytes", "The body is over 1 MiB.", "{}"),
        (415, "UNSUPPORTED_MEDIA_TYPE", "The request body must be application/json", "The body is not declared to be JSON.", "{}"),
        (429, "RATE_LIMIT_EXCEEDED", "Too many requests. Please try again later.", "The token's rate is spent.", """{"retry_after":1}"""),
        (500, "INTERNAL_SERVER_ERROR", "An unexpected error occurred", "A bug of ours; the log has it under `X-Request-Id`.", "{}"),
        (503, "SERVICE_UNAVAILABLE", "The service is temporarily unavailable. Please try again later.", "The store did not answer. Nothing has changed, unless the answer to a commit was lost.", "{}"),
    ];

    public static ErrorFamily Family { get; } = new(
        "Platform",
        ["/"],
        [
            .. s_errors.Select(error => new ErrorAnswer(error.Status, error.Description, ErrorSchema, new JsonObject
            {
                ["error"] = error.Code,
                ["message"] = error.Message,
                ["details"] = JsonNode.Parse(error.Details),
                ["timestamp"] = "2026-01-31T12:00:00.000000",
                ["status_code"] = error.Status,
            })),
            new ErrorAnswer(
                422,
                "Fields are wrong: all of them, in the words of Pydantic 2.",
                InvalidSchema,
                JsonNode.Parse("""{"detail":[{"type":"missing","loc":["body","name"],"msg":"Field required","input":{}}]}""")!),
        ],
        new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            [ErrorSchema] = ErrorSchemas.PlatformError(s_errors.Select(error => error.Code)),
            [InvalidSchema] = ErrorSchemas.PlatformInvalidInput(),
        });
}
