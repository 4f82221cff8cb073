using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPlatform.Api.Gateway;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Describes the routes that no controller has: what operators and proxies ask.</summary>
internal sealed class PlainRoutes : IOpenApiDocumentTransformer
{
    private const string Operations = "Operations";
    private const string Gateway = "Gateway";

    private static readonly (string Name, string Description)[] s_question =
    [
        ("org_id", "The organization where the token is used; needed unless Gateway:AllowAnyOrganization is set."),
        ("permission", "What the request needs; may be repeated."),
        ("scope", "What the request needs, as a scope; may be repeated."),
        ("workspace_id", "The workspace that the request names."),
        ("namespace_id", "The namespace that the request names."),
        ("environment_id", "The environment that the request names."),
        ("limit_status", "The status over the rate: 429, or 403 for nginx."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Tags = new HashSet<OpenApiTag> { new() { Name = Operations }, new() { Name = Gateway } };
        var ready = Open("Health_Ready", "Whether the server can serve: the store answers and its schema is this program's.", "application/json", """{"status":"ready","checks":{"store":{"status":"ok"}}}""");
        ready.Responses!["503"] = Answer("Not now; the reason is in `checks`.", "application/json", """{"status":"not_ready","checks":{"store":{"status":"failed","reason":"The store cannot be reached"}}}""");
        Add("/health/live", Open("Health_Live", "The process answers.", "application/json", """{"status":"live"}"""));
        Add("/health/ready", ready);
        Add("/metrics", Open("Metrics_Get", "Metrics in Prometheus text.", "text/plain", null));
        Add(ApiDocument.Path, Open("Document_Get", "This document.", "application/json", null));
        Add("/docs", Open("Docs_Get", "This document to read and to try, in Swagger UI.", "text/html", null));
        Add(GatewayMiddleware.Route, Authorize());
        return Task.CompletedTask;

        void Add(string path, OpenApiOperation operation)
        {
            operation.Tags = new HashSet<OpenApiTagReference> { new(path == GatewayMiddleware.Route ? Gateway : Operations, document) };
            document.Paths.Add(path, new OpenApiPathItem { Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = operation } });
        }

        OpenApiOperation Authorize()
        {
            string[] headers = ["X-Token-Id", "X-Token-Owner", "X-Token-Organization", "X-Token-Permissions"];
            var operation = new OpenApiOperation
            {
                OperationId = "Gateway_Authorize",
                Summary = "Judges the token of a request that a proxy holds back. Any method; the token is read from headers only.",
                Parameters =
                [
                    .. s_question.Select(field => Parameter(ParameterLocation.Query, field.Name, field.Description)),
                    Parameter(ParameterLocation.Header, "X-Original-URI", "The path of the request that is held back."),
                    Parameter(ParameterLocation.Header, "X-Forwarded-Uri", "The same, as Traefik says it. Two different ones are a 403."),
                ],
                Security = [.. SecuritySchemes.Alternatives(document).Take(2)],
                Responses = new OpenApiResponses
                {
                    ["200"] = new OpenApiResponse
                    {
                        Description = "The request may pass.",
                        Headers = headers.ToDictionary(
                            name => name,
                            IOpenApiHeader (name) => new OpenApiHeader { Description = "What is known of the token.", Schema = Text() },
                            StringComparer.Ordinal),
                    },
                },
            };
            foreach (var status in (ReadOnlySpan<int>)[400, 401, 403, 429, 500, 503])
            {
                operation.Responses.Add($"{status}", new OpenApiResponseReference(PlatformErrors.Family.NameOf(status), document));
            }

            return operation;
        }
    }

    private static OpenApiOperation Open(string id, string summary, string mediaType, string? example) => new()
    {
        OperationId = id,
        Summary = summary,
        Responses = new OpenApiResponses { ["200"] = Answer("As asked.", mediaType, example) },
    };

    private static OpenApiResponse Answer(string description, string mediaType, string? example) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [mediaType] = new OpenApiMediaType
            {
                Schema = mediaType == JsonBodies.MediaType ? new OpenApiSchema { Type = JsonSchemaType.Object } : Text(),
                Example = example is null ? null : JsonNode.Parse(example),
            },
        },
    };

    private static OpenApiParameter Parameter(ParameterLocation place, string name, string description) =>
        new() { In = place, Name = name, Description = description, Schema = Text() };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
