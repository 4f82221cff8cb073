using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Adds to a property what the framework does not read from it: free-form objects, closed sets, items, UUIDs and examples.</summary>
internal sealed class ContractSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo?.AttributeProvider is PropertyInfo property)
        {
            AddType(schema, property);
            AddAllowedValues(schema, property);
            AddItemLength(schema, property);
            AddExample(schema, property);
        }

        return Task.CompletedTask;
    }

    // What a JSON element holds the type does not say; ours hold objects.
    private static void AddType(OpenApiSchema schema, PropertyInfo property)
    {
        if (property.PropertyType == typeof(JsonElement))
        {
            schema.Type = JsonSchemaType.Object;
        }
    }

    private static void AddAllowedValues(OpenApiSchema schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
        {
            schema.Enum = [.. allowed.Values.Select(value => JsonSerializer.SerializeToNode(value)!)];
            if (schema.Type?.HasFlag(JsonSchemaType.Null) == true)
            {
                schema.Enum.Add(JsonNullSentinel.JsonNull);
            }
        }
    }

    private static void AddItemLength(OpenApiSchema schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<ItemLengthAttribute>() is { } length && schema.Items is OpenApiSchema items)
        {
            items.MinLength = length.Minimum;
            items.MaxLength = length.Maximum;
        }
    }

    private static void AddExample(OpenApiSchema schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<ExampleAttribute>() is { } example)
        {
            schema.Examples = [example.ToJson(schema.Items is not null)];
            schema.Format ??= example.IsUuid ? "uuid" : null;
        }
    }
}
