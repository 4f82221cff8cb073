using System.Reflection;
using System.Text.Json.Serialization;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>What goes over the wire says its own names.</summary>
internal static class Contracts
{
    public static IReadOnlyList<Type> In(IEnumerable<Type> types) =>
    [
        .. types.Where(type => type.IsClass
            && (type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.EndsWith("Response", StringComparison.Ordinal))),
    ];

    public static IReadOnlyList<string> UnnamedProperties(IEnumerable<Type> contracts) =>
    [
        .. from contract in contracts
           from property in contract.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.GetCustomAttribute<JsonPropertyNameAttribute>() is null
           select $"{contract.Name}.{property.Name}",
    ];
}
