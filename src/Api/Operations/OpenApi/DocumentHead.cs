using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPlatform.Api.Settings;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>What the operations share: title, server, security schemes, errors.</summary>
internal sealed class DocumentHead(PlatformSettings settings) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "TokenPlatform",
            Version = typeof(DocumentHead).Assembly.GetName().Version!.ToString(3),
            Description = "Issues API tokens for organizations and their apps, holds them to rules, verifies them and revokes them.",
        };
        // Without a public URL the server is the one that the document came from.
        document.Servers = settings.PublicUrl is { } url ? [new OpenApiServer { Url = url.ToString().TrimEnd('/') }] : [];
        document.Tags = TagsOf(document);
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = SecuritySchemes.All;
        document.Components.Responses = ErrorFamily.All.SelectMany(family => family.Describe(document)).ToDictionary(StringComparer.Ordinal);
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        foreach (var (name, schema) in ErrorFamily.All.SelectMany(family => family.Schemas))
        {
            document.Components.Schemas[name] = schema;
        }

        return Task.CompletedTask;
    }

    private static HashSet<OpenApiTag> TagsOf(OpenApiDocument document) =>
    [
        .. document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Tags!)
            .Select(tag => tag.Reference.Id!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new OpenApiTag { Name = name }),
    ];
}
