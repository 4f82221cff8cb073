using System.Text.Json;

namespace TokenPlatform.Domain.Common;

/// <summary>How members of a closed set are spelled outside of the code: in the API, in audit events and in stores.</summary>
public static class EnumNames
{
    /// <summary>The member in snake_case, as in <c>pending_approval</c>.</summary>
    /// <typeparam name="T">The closed set.</typeparam>
    /// <param name="member">A member.</param>
    public static string ToSnakeCase<T>(this T member)
        where T : struct, Enum => Names<T>.Lower[member];

    /// <summary>The member in upper snake case, as in <c>PENDING_APPROVAL</c>.</summary>
    /// <typeparam name="T">The closed set.</typeparam>
    /// <param name="member">A member.</param>
    public static string ToUpperSnakeCase<T>(this T member)
        where T : struct, Enum => Names<T>.Upper[member];

    /// <summary>All members in snake_case, in their order.</summary>
    /// <typeparam name="T">The closed set.</typeparam>
    public static IReadOnlyList<string> AllOf<T>()
        where T : struct, Enum => Names<T>.All;

    /// <summary>The member of a snake_case name.</summary>
    /// <typeparam name="T">The closed set.</typeparam>
    /// <param name="name">To the letter.</param>
    /// <exception cref="KeyNotFoundException">No such member.</exception>
    public static T Parse<T>(string name)
        where T : struct, Enum => Names<T>.Members[name];

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Lower =
            Enum.GetValues<T>().ToDictionary(m => m, m => JsonNamingPolicy.SnakeCaseLower.ConvertName(m.ToString()));

        public static readonly Dictionary<T, string> Upper =
            Enum.GetValues<T>().ToDictionary(m => m, m => JsonNamingPolicy.SnakeCaseUpper.ConvertName(m.ToString()));

        public static readonly Dictionary<string, T> Members =
            Enum.GetValues<T>().ToDictionary(m => Lower[m], m => m, StringComparer.Ordinal);

        public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<T>().Select(m => Lower[m])];
    }
}
