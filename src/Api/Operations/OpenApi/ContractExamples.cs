using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Puts the example of a whole contract together from those of its properties.</summary>
internal static class ContractExamples
{
    private const string Time = "2026-01-31T12:00:00.000000Z";

    private static readonly NullabilityInfoContext s_nullability = new();

    /// <summary>The example of a contract. An optional field of a request is in it where it has an example of its own.</summary>
    /// <exception cref="InvalidOperationException">A property needs an <see cref="ExampleAttribute"/>.</exception>
    public static JsonObject Of(Type contract)
    {
        var whole = new JsonObject();
        foreach (var property in contract.GetProperties())
        {
            var example = property.GetCustomAttribute<ExampleAttribute>();
            var type = InputTypes.SentAs(property.PropertyType);
            if (example is not null || type is null || IsContract(ItemOf(type) ?? type))
            {
                whole[property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name] = example?.ToJson(IsList(property)) ?? Implied(property);
            }
        }

        return whole;
    }

    private static bool IsList(PropertyInfo property) => ItemOf(InputTypes.SentAs(property.PropertyType) ?? property.PropertyType) is not null;

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GenericTypeArguments[0] : null;

    private static JsonNode? Implied(PropertyInfo property) => (InputTypes.SentAs(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when IsContract(type) => Of(type),
        var type when IsNullable(property) => null,
        var type when ItemOf(type) is { } item && IsContract(item) => new JsonArray(Of(item)),
        var type when ItemOf(type) is not null => new JsonArray(),
        var type when type == typeof(bool) => false,
        var type when type == typeof(DateTimeOffset) => Time,
        var type when type == typeof(JsonElement) => new JsonObject(),
        _ => throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name} needs [Example]"),
    };

    private static bool IsContract(Type type) => type.IsClass && type.Assembly == typeof(ContractExamples).Assembly;

    private static bool IsNullable(PropertyInfo property)
    {
        // The context caches without a lock.
        lock (s_nullability)
        {
            return s_nullability.Create(property).ReadState == NullabilityState.Nullable;
        }
    }
}
