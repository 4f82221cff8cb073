using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The errors of everything under <c>/api/v1</c>, as <see cref="Families.AccessTokens.AccessTokenErrorWriter"/> writes them.</summary>
internal static class AccessTokenErrors
{
    private const string ErrorSchema = "AccessTokenError";
    private const string InvalidSchema = "AccessTokenInvalidInput";

    private static readonly (int Status, string Sentence, string Description)[] s_errors =
    [
        (400, "The request is not well-formed HTTP", "The request breaks HTTP itself."),
        (401, "Authentication required", "No token was presented, or one that does not live; signing in, a wrong email or password."),
        (403, "You don't have permission to perform this action: user", "The caller may not do this; the last word says why."),
        (404, "The requested resource was not found", "The caller has no such token."),
        (409, "The token changed meanwhile", "The present state leaves no room for this."),
        (413, "The request body is larger than 1048576 bytes", "The body is over 1 MiB."),
        (415, "The request body must be application/json", "The body is not declared to be JSON."),
        (429, "Too many requests. Please try again later.", "The token's rate is spent, or too many passwords were wrong."),
        (500, "An unexpected error occurred", "A bug of ours; the log has it under `X-Request-Id`."),
        (503, "The service is temporarily unavailable. Please try again later.", "The store did not answer. Nothing has changed."),
    ];

    public static ErrorFamily Family { get; } = new(
        "AccessToken",
        ["/api/v1/"],
        [
            .. s_errors.Select(error => new ErrorAnswer(error.Status, error.Description, ErrorSchema, new JsonObject { ["detail"] = error.Sentence })),
            new ErrorAnswer(
                422,
                "Fields are wrong: all of them, in the words of Pydantic 2.",
                InvalidSchema,
                JsonNode.Parse("""{"detail":[{"loc":["body","name"],"msg":"Field required","type":"missing"}]}""")!),
        ],
        new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            [ErrorSchema] = ErrorSchemas.AccessTokenError(),
            [InvalidSchema] = ErrorSchemas.AccessTokenInvalidInput(),
        });
}
