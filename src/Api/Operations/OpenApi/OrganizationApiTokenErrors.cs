using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>
/// The errors of seed 003's family, as <see cref="Families.OrganizationApiTokens.OrganizationApiTokenErrorWriter"/> writes
/// them. A status may have several codes; the example has one.
/// </summary>
internal static class OrganizationApiTokenErrors
{
    private const string ErrorSchema = "OrganizationApiTokenError";

    private static readonly string[] s_codes =
    [
        "missing_api_token", "missing_required_argument", "invalid_argument", "invalid_json_body", "invalid_request", "invalid_api_token",
        "scope_not_granted", "unauthorized_network_for_api_token", "permission_denied", "organization_not_found", "api_token_not_found",
        "route_not_found", "method_not_allowed", "conflict", "payload_too_large", "unsupported_media_type", "validation_error",
        "rate_limit_reached", "unhandled_exception", "service_unavailable",
    ];

    private static readonly (int Status, string Code, string Description, string Detail, string Meaning)[] s_errors =
    [
        (400, "missing_api_token", "No API token was presented: it goes in the Authorization header, after Bearer", "{}", "No token, or arguments that are missing or wrong."),
        (403, "scope_not_granted", "The API token carries none of the scopes that this takes", """{"scopes":["api_tokens"]}""", "The token does not live, or may not do this."),
        (404, "organization_not_found", "There is no such organization", "{}", "What a lookup names is not there for the caller."),
        (409, "conflict", "The token does not live", """{"api_token_id":"0197f0a5-2c4d-7e61-a8f3-5b9e0d7c1a42"}""", "The present state leaves no room for this."),
        (413, "payload_too_large", "The request body is larger than 1048576 bytes", "{}", "The body is over 1 MiB."),
        (415, "unsupported_media_type", "The request body must be application/json", "{}", "The body is not declared to be JSON."),
        (422, "validation_error", "The properties of the API token are not valid", """{"errors":["name: Field required"]}""", "Properties are wrong: all of them."),
        (429, "rate_limit_reached", "Too many requests. Please try again later.", """{"total_permitted":600}""", "The token's rate is spent."),
        (500, "unhandled_exception", "An unexpected error occurred", "{}", "A bug of ours; the log has it under `X-Request-Id`."),
        (503, "service_unavailable", "The service is temporarily unavailable. Please try again later.", "{}", "The store did not answer. Nothing has changed."),
    ];

    public static ErrorFamily Family { get; } = new(
        "OrganizationApiToken",
        ["/core/v1/", "/organizations/", "/api_tokens/"],
        [
            .. s_errors.Select(error => new ErrorAnswer(error.Status, error.Meaning, ErrorSchema, new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = error.Code,
                    ["description"] = error.Description,
                    ["detail"] = JsonNode.Parse(error.Detail),
                },
            })),
        ],
        new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { [ErrorSchema] = ErrorSchemas.OrganizationApiTokenError(s_codes) })
    {
        Unauthenticated = 400,
        WrongFields = 400,
    };
}
