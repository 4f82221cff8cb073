using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The errors of everything under <c>/oauth2</c>, as <see cref="OAuth.OAuthErrorWriter"/> writes them.</summary>
internal static class OAuthErrors
{
    private const string Schema = "OAuthError";

    private static readonly (int Status, string Code, string Sentence, string Description)[] s_errors =
    [
        (400, "invalid_request", "token: Field required", "A parameter is missing or sent twice, or the grant is no good (`invalid_grant`, `unsupported_grant_type`, `invalid_scope`)."),
        (401, "invalid_client", "Authentication required", "No token was presented, or one that does not live."),
        (403, "insufficient_scope", "You don't have permission to perform this action: tokens:verify", "The caller may not do this."),
        (413, "invalid_request", "The request body is larger than 1048576 bytes", "The body is over 1 MiB."),
        (429, "temporarily_unavailable", "Too many requests. Please try again later.", "The token's rate is spent."),
        (500, "server_error", "An unexpected error occurred", "A bug of ours; the log has it under `X-Request-Id`."),
        (503, "temporarily_unavailable", "The service is temporarily unavailable. Please try again later.", "The store did not answer. Nothing has changed."),
    ];

    public static ErrorFamily Family { get; } = new(
        "OAuth",
        ["/oauth2/"],
        [
            .. s_errors.Select(error => new ErrorAnswer(error.Status, error.Description, Schema, new JsonObject
            {
                ["error"] = error.Code,
                ["error_description"] = error.Sentence,
            })),
        ],
        new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { [Schema] = ErrorSchemas.OAuthError() });
}
