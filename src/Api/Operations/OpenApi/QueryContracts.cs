using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TokenPlatform.Api.Binding;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Shows the contract of a query as its parameters, one for each property.</summary>
internal sealed class QueryContracts : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var contract in context.Description.ActionDescriptor.Parameters.Where(IsQuery))
        {
            var schema = await context.GetOrCreateSchemaAsync(contract.ParameterType, null, cancellationToken);
            foreach (var (name, property) in schema.Properties!)
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(Describe(name, (OpenApiSchema)property, schema.Required?.Contains(name) == true));
            }
        }
    }

    public static bool IsQuery(Microsoft.AspNetCore.Mvc.Abstractions.ParameterDescriptor parameter) =>
        parameter is ControllerParameterDescriptor { ParameterInfo: var info } && info.IsDefined(typeof(FromQueryStringAttribute), false);

    private static OpenApiParameter Describe(string name, OpenApiSchema property, bool isRequired)
    {
        // A query has no way to say null.
        property.Type &= ~JsonSchemaType.Null;
        property.Enum = property.Enum?.Where(value => !value.IsJsonNullSentinel()).ToList();
        var description = property.Description;
        property.Description = null;
        return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Required = isRequired, Description = description, Schema = property };
    }

    /// <summary>Takes out what the API explorer makes of a contract: it shows the parts of each <c>Input</c>.</summary>
    internal sealed class Descriptions : IApiDescriptionProvider
    {
        // After the framework's own, which is at -1000.
        public int Order => 0;

        public void OnProvidersExecuting(ApiDescriptionProviderContext context)
        {
            foreach (var parameters in context.Results.Select(description => description.ParameterDescriptions))
            {
                foreach (var part in parameters.Where(parameter => IsQuery(parameter.ParameterDescriptor)).ToList())
                {
                    parameters.Remove(part);
                }
            }
        }

        public void OnProvidersExecuted(ApiDescriptionProviderContext context)
        {
        }
    }
}
