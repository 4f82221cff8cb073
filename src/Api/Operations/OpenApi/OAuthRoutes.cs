using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPlatform.Api.OAuth;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Describes the OAuth endpoints: forms go in, and what comes back is what the RFCs say.</summary>
internal sealed class OAuthRoutes : IOpenApiDocumentTransformer
{
    private const string Tag = "OAuth";
    private const string Plaintext = "tka_9f3KqZ…";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var introspection = Operation(
            "OAuth_Introspect",
            "Whether a token lives, and what it is (RFC 7662). Everything that is none of the caller's business is inactive.",
            """{"active":true,"scope":"orders","client_id":"0197f0a3-11c8-7f0e-8a52-4be0a4f1c9d2","token_type":"Bearer","iat":1769860800,"sub":"0197f0a3-11c8-7f0e-8a52-4be0a4f1c9d2","iss":"https://tokens.example.com","jti":"0197f0a4-6b1e-7c55-9d6c-0d7c2b1f3a10","org_id":"0197f0a2-58d1-7b3c-9e47-2f6d8c5a7b01","permissions":["orders:read"],"endpoint_paths":[]}""",
            ("token", true, "The token to ask about.", Plaintext),
            ("token_type_hint", false, "Taken and ignored.", "access_token"));
        introspection.Security = [.. SecuritySchemes.Alternatives(document).Take(2), new() { [new OpenApiSecuritySchemeReference(SecuritySchemes.Basic, document)] = [] }];
        var metadata = new OpenApiOperation
        {
            OperationId = "OAuth_Metadata",
            Summary = "Where the OAuth endpoints are and what they take (RFC 8414).",
            Responses = new OpenApiResponses { ["200"] = Answer("""{"issuer":"https://tokens.example.com","token_endpoint":"https://tokens.example.com/oauth2/token"}""") },
        };

        Add(OAuthEndpoints.Introspection, HttpMethod.Post, introspection, 400, 401, 403, 413, 429, 500, 503);
        Add(OAuthEndpoints.Revocation, HttpMethod.Post, Revocation(), 400, 401, 403, 413, 429, 500, 503);
        Add(OAuthEndpoints.Token, HttpMethod.Post, Refresh(), 400, 413, 429, 500, 503);
        Add(OAuthEndpoints.Metadata, HttpMethod.Get, metadata);
        return Task.CompletedTask;

        void Add(string path, HttpMethod method, OpenApiOperation operation, params ReadOnlySpan<int> errors)
        {
            operation.Tags = new HashSet<OpenApiTagReference> { new(Tag, document) };
            foreach (var status in errors)
            {
                operation.Responses!.Add($"{status}", new OpenApiResponseReference(OAuthErrors.Family.NameOf(status), document));
            }

            document.Paths.Add(path, new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [method] = operation } });
        }
    }

    private static OpenApiOperation Revocation() => Operation(
        "OAuth_Revoke",
        "Ends a token that the caller holds (RFC 7009), with or without authentication. An unknown one is ended already.",
        null,
        ("token", true, "An access token, or a refresh token, which takes its access token along.", Plaintext),
        ("token_type_hint", false, "Taken and ignored.", "access_token"));

    private static OpenApiOperation Refresh() => Operation(
        "OAuth_Token",
        "Renews an access token (RFC 6749 section 6): new secrets for the same token id. A refresh token is used once.",
        """{"access_token":"tka_9f3KqZ…","token_type":"Bearer","expires_in":2592000,"refresh_token":"tkr_4hT0xW…","scope":"orders"}""",
        ("grant_type", true, "`refresh_token`.", "refresh_token"),
        ("refresh_token", true, "The refresh token.", "tkr_4hT0xW…"),
        ("scope", false, "Scopes that were granted, separated by spaces.", "orders"));

    private static OpenApiOperation Operation(
        string id, string summary, string? example, params IReadOnlyList<(string Name, bool IsRequired, string Description, string Example)> fields) => new()
        {
            OperationId = id,
            Summary = summary,
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/x-www-form-urlencoded"] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Required = fields.Where(field => field.IsRequired).Select(field => field.Name).ToHashSet(StringComparer.Ordinal),
                            Properties = fields.ToDictionary(
                                field => field.Name,
                                IOpenApiSchema (field) => new OpenApiSchema
                                {
                                    Type = JsonSchemaType.String,
                                    Description = field.Description,
                                    Examples = [JsonValue.Create(field.Example)],
                                },
                                StringComparer.Ordinal),
                        },
                    },
                },
            },
            Responses = new OpenApiResponses { ["200"] = Answer(example) },
        };

    private static OpenApiResponse Answer(string? example) => new()
    {
        Description = "As asked.",
        Content = example is null ? null : new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [JsonBodies.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object }, Example = JsonNode.Parse(example) },
        },
    };
}
