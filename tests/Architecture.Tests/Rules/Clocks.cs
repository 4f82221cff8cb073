using System.Reflection;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>What makes code answer differently to the same question.</summary>
internal static class Clocks
{
    private static readonly HashSet<MemberInfo> s_forbidden =
    [
        .. from type in new[] { typeof(DateTime), typeof(DateTimeOffset) }
           from name in new[] { "Now", "UtcNow", "Today" }
           where type.GetProperty(name) is not null
           select type.GetProperty(name)!.GetMethod!,
    ];

    /// <summary>Types that read a clock of their own or roll dice.</summary>
    public static IReadOnlyList<string> UsesIn(IEnumerable<Type> types) =>
    [
        .. from type in types
           from member in Il.Members(type)
           where s_forbidden.Contains(member) || member.DeclaringType?.FullName == "System.Random"
           select $"{type.FullName} uses {member.DeclaringType!.Name}.{member.Name}",
    ];
}
