using System.Reflection;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>Who may know whom.</summary>
internal static class Arrows
{
    private static readonly string[] s_compositionRoot = ["TokenPlatform.Api", "TokenPlatform.Api.Commands"];

    /// <summary>References to what is not allowed.</summary>
    public static IReadOnlyList<string> ForbiddenReferences(Assembly assembly, Func<string, bool> isAllowed) =>
        [.. assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !isAllowed(name))];

    public static bool IsSystem(string assembly) => assembly.StartsWith("System.", StringComparison.Ordinal);

    public static bool IsOurs(string assembly) => assembly.StartsWith("TokenPlatform.", StringComparison.Ordinal);

    /// <summary>Types outside of the composition root that speak of the store.</summary>
    public static IReadOnlyList<string> UsesOfInfrastructure(IEnumerable<Type> types) =>
    [
        .. from type in types
           where type.Namespace is not null && !s_compositionRoot.Contains(type.Namespace, StringComparer.Ordinal)
           from used in Il.Types(type)
           where used.Assembly == Rooms.Infrastructure
           select $"{type.FullName} uses {used.FullName}",
    ];
}
