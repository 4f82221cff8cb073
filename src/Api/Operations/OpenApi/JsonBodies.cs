using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Gives the bodies of an operation the one media type that the API speaks, and an example each.</summary>
internal sealed class JsonBodies : IOpenApiOperationTransformer
{
    public const string MediaType = "application/json";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.RequestBody is OpenApiRequestBody body)
        {
            var contract = context.Description.ParameterDescriptions.Single(parameter => parameter.Source == BindingSource.Body).Type;
            body.Required = true;
            body.Content = Only(body.Content, contract);
        }

        foreach (var success in context.Description.SupportedResponseTypes.Where(answer => answer.StatusCode < 300))
        {
            if (operation.Responses?[success.StatusCode.ToString(CultureInfo.InvariantCulture)] is OpenApiResponse answer)
            {
                answer.Headers = success.StatusCode == StatusCodes.Status201Created ? Location() : null;
                answer.Content = success.Type is null || success.Type == typeof(void) ? null : Only(answer.Content, success.Type);
                foreach (var mediaType in context.Description.ActionDescriptor.EndpointMetadata.OfType<AlsoAnswersAttribute>().SelectMany(also => also.MediaTypes))
                {
                    answer.Content![mediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
                }
            }
        }

        return Task.CompletedTask;
    }

    private static Dictionary<string, IOpenApiHeader> Location() => new(StringComparer.Ordinal)
    {
        ["Location"] = new OpenApiHeader
        {
            Required = true,
            Description = "Where it is.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Only(IDictionary<string, OpenApiMediaType>? content, Type contract)
    {
        var media = content![MediaType];
        media.Example = ContractExamples.Of(contract);
        return new(StringComparer.Ordinal) { [MediaType] = media };
    }
}
