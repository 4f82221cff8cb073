using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPlatform.Application.Common;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Shows the ids of a path as the UUIDs that they are.</summary>
internal sealed class PathIds : IOpenApiOperationTransformer
{
    private const string Token = "token_id";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
        {
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            parameter.Description ??= DescriptionOf(parameter.Name!);
            parameter.Example = JsonValue.Create(parameter.Name == Token ? ResourceId.Self : "0197f0a4-6b1e-7c55-9d6c-0d7c2b1f3a10");
        }

        return Task.CompletedTask;
    }

    private static string DescriptionOf(string name) => name switch
    {
        "org_id" => "The organization's id.",
        Token => $"The token's id; `{ResourceId.Self}` for the calling token's own.",
        _ => $"The {name.Replace("_id", string.Empty, StringComparison.Ordinal).Replace('_', ' ')}'s id.",
    };
}
