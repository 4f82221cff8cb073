using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Names an operation for its route, else for its controller and action, and tags it with its family: the folder under <c>Families</c>.</summary>
internal sealed class OperationNames : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var action = (ControllerActionDescriptor)context.Description.ActionDescriptor;
        operation.OperationId = action.AttributeRouteInfo!.Name ?? $"{action.ControllerName}_{action.ActionName}";
        operation.Tags = new HashSet<OpenApiTagReference> { new(TagOf(action.ControllerTypeInfo), context.Document) };
        return Task.CompletedTask;
    }

    // "AppTokens" reads "App tokens".
    private static string TagOf(Type controller)
    {
        var words = JsonNamingPolicy.SnakeCaseLower.ConvertName(controller.Namespace!.Split('.')[^1]).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
