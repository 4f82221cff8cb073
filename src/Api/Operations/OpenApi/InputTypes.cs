using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>
/// Shows each <see cref="Input{T}"/> of a wire contract as what its clients send: a <c>T</c>, or null unless the field
/// is required or <see cref="RefusesNullAttribute"/>. Attributes and comments stay those of the property.
/// </summary>
internal static class InputTypes
{
    public static void Show(JsonTypeInfo contract)
    {
        if (contract.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        for (var i = 0; i < contract.Properties.Count; i++)
        {
            if (contract.Properties[i] is { AttributeProvider: PropertyInfo declared } property && SentAs(declared.PropertyType) is { } type)
            {
                contract.Properties[i] = Describe(contract, property.Name, declared, type);
            }
        }
    }

    /// <summary>The type that clients send; null for what is no input.</summary>
    public static Type? SentAs(Type type)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Input<>))
        {
            return null;
        }

        var value = type.GenericTypeArguments[0];
        return value.IsGenericType && SentAs(value.GenericTypeArguments[0]) is { } item ? typeof(IReadOnlyList<>).MakeGenericType(item) : value;
    }

    private static JsonPropertyInfo Describe(JsonTypeInfo contract, string name, PropertyInfo declared, Type type)
    {
        var isRequired = declared.IsDefined(typeof(RequiredAttribute));
        var isNullable = !isRequired && !declared.IsDefined(typeof(RefusesNullAttribute));
        var shown = contract.CreateJsonPropertyInfo(isNullable && type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type, name);
        shown.AttributeProvider = declared;
        // The exporter passes over properties that are neither read nor written.
        shown.Get = _ => null;
        shown.Set = (_, _) => { };
        shown.IsRequired = isRequired;
        if (!type.IsValueType)
        {
            shown.IsGetNullable = isNullable;
            shown.IsSetNullable = isNullable;
        }

        return shown;
    }
}
