using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace TokenPlatform.Domain.Permissions;

/// <summary>
/// A right in the form <c>resource:scope:action</c>, where <c>*</c> stands for any value of a segment.
/// <c>resource:action</c> is short for <c>resource:*:action</c>, a bare <c>resource</c> for <c>resource:*:*</c>.
/// Comparison is by code point.
/// </summary>
/// <param name="Resource">What is acted upon.</param>
/// <param name="Scope">Which part of it.</param>
/// <param name="Action">What is done.</param>
public readonly record struct Permission(string Resource, string Scope, string Action)
{
    /// <summary>The segment that stands for any value.</summary>
    public const string Any = "*";

    /// <summary>The grammar as a regular expression, as it is shown to whoever broke it.</summary>
    public const string Pattern = @"^(\*|[A-Za-z0-9_.-]+)(:(\*|[A-Za-z0-9_.-]+)){0,2}$";

    private const int MostSegments = 3;

    private static readonly SearchValues<char> s_letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Reads one of the three forms.</summary>
    /// <param name="text">The form as written.</param>
    /// <param name="permission">What it means.</param>
    /// <returns>False where the text is not of the grammar.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Permission permission)
    {
        permission = default;
        if (!IsWellFormed(text))
        {
            return false;
        }

        var first = text!.IndexOf(':', StringComparison.Ordinal);
        var second = text.IndexOf(':', first + 1);
        permission = (first, second) switch
        {
            ( < 0, _) => new(text, Any, Any),
            (_, < 0) => new(text[..first], Any, text[(first + 1)..]),
            _ => new(text[..first], text[(first + 1)..second], text[(second + 1)..]),
        };
        return true;
    }

    /// <summary>Whether a text is of one of the three forms.</summary>
    /// <param name="text">The text.</param>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        var segments = 0;
        foreach (var segment in text.Split(':'))
        {
            segments++;
            if (segments > MostSegments || !IsSegment(text[segment]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a permission that is known to be well-formed.</summary>
    /// <param name="text">One of the three forms.</param>
    /// <exception cref="FormatException">The text is not of the grammar.</exception>
    public static Permission Parse(string text) =>
        TryParse(text, out var permission) ? permission : throw new FormatException($"'{text}' is no permission");

    /// <summary>Whether whoever holds this holds the other too: every segment is equal to the other's or <c>*</c>.</summary>
    /// <param name="other">The permission asked for.</param>
    public bool Covers(Permission other) =>
        Covers(Resource, other.Resource) && Covers(Scope, other.Scope) && Covers(Action, other.Action);

    /// <summary>The shortest form that keeps the action: <c>resource:action</c> where the scope is <c>*</c>.</summary>
    public override string ToString() =>
        string.Equals(Scope, Any, StringComparison.Ordinal) ? $"{Resource}:{Action}" : $"{Resource}:{Scope}:{Action}";

    private static bool Covers(string held, string asked) =>
        string.Equals(held, Any, StringComparison.Ordinal) || string.Equals(held, asked, StringComparison.Ordinal);

    private static bool IsSegment(ReadOnlySpan<char> segment) =>
        segment is Any || (segment.Length > 0 && !segment.ContainsAnyExcept(s_letters));
}
