using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The description of the API, <c>GET /openapi/v1.json</c>, and its reader, <c>GET /docs</c>. Neither needs a token.</summary>
internal static class ApiDocument
{
    public const string Path = "/openapi/v1.json";

    private const string Name = "v1";

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<IApiDescriptionProvider, QueryContracts.Descriptions>();
        services.Configure<MvcOptions>(mvc => mvc.Conventions.Add(new AllActions()));
        // The limits on contracts are there to be read. The validators judge, after authorization.
        services.PostConfigure<MvcOptions>(mvc => mvc.ModelValidatorProviders.Clear());
        services.Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(InputTypes.Show);
        });
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = contract =>
                contract.Type == typeof(JsonElement) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(contract);
            options.AddSchemaTransformer<ContractSchemas>();
            options.AddOperationTransformer<OperationNames>();
            options.AddOperationTransformer<PathIds>();
            options.AddOperationTransformer<QueryContracts>();
            options.AddOperationTransformer<JsonBodies>();
            options.AddOperationTransformer<IdempotencyHeaders>();
            options.AddOperationTransformer<ErrorAnswers>();
            options.AddDocumentTransformer<PlainRoutes>();
            options.AddDocumentTransformer<OAuthRoutes>();
            options.AddDocumentTransformer<DocumentHead>();
        });
    }

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        var provider = routes.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        // Routes are fixed once the server runs: the document is written once.
        var document = new Lazy<Task<byte[]>>(() => WriteAsync(provider));
        routes.MapGet(Path, async () => TypedResults.Bytes(await document.Value, "application/json")).AllowAnonymous().ExcludeFromDescription();
        routes.MapDocsPage();
    }

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync();
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        return stream.ToArray();
    }

    /// <summary>Without the conventions of <c>[ApiController]</c> the framework would show no action.</summary>
    private sealed class AllActions : IApplicationModelConvention
    {
        public void Apply(ApplicationModel application) => application.ApiExplorer.IsVisible = true;
    }
}
