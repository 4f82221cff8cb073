using System.Reflection;
using System.Text.RegularExpressions;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>All SQL stands in constants of internal static classes named <c>*Sql</c>.</summary>
internal static partial class SqlConstants
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Classes of SQL that hold anything but constants, or that others could see.</summary>
    public static IReadOnlyList<string> FaultsOfClasses(IEnumerable<Type> types) =>
    [
        .. from type in types.Where(IsSql)
           where type.IsVisible || !type.IsAbstract || !type.IsSealed || !type.GetMembers(Declared).All(IsConstant)
           select $"{type.Name} is not an internal static class of constants",
    ];

    /// <summary>
    /// Texts that begin like SQL and are no constant of those classes. The compiler copies constants to where they are
    /// used, so that only their text tells them from others.
    /// </summary>
    public static IReadOnlyList<string> StrayTexts(IReadOnlyCollection<Type> types)
    {
        var constants = types.Where(IsSql).SelectMany(type => type.GetFields(Declared))
            .Where(IsConstant).Select(field => (string)field.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from type in types
               from text in Il.Texts(type)
               where Beginning().IsMatch(text) && !constants.Contains(text)
               select $"{type.FullName}: {text}",
        ];
    }

    private static bool IsSql(Type type) => type.Name.EndsWith("Sql", StringComparison.Ordinal);

    private static bool IsConstant(MemberInfo member) => member is FieldInfo { IsLiteral: true } field && field.FieldType == typeof(string);

    [GeneratedRegex(@"\A\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|WITH)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beginning();
}
