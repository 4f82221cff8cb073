namespace TokenPlatform.Domain.Verification;

/// <summary>
/// A path that a token is bound to: <c>*</c> stands for one or more characters within a segment, a trailing
/// <c>/**</c> for whatever follows, nothing included. Comparison is by code point, so case counts.
/// </summary>
public sealed class PathPattern
{
    private const string Rest = "**";

    private readonly string[] _segments;
    private readonly bool _takesRest;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">Begins with <c>/</c>.</param>
    public PathPattern(string pattern)
    {
        var segments = pattern.Split('/');
        _takesRest = segments[^1] == Rest;
        _segments = [.. segments.Skip(1).SkipLast(_takesRest ? 1 : 0)];
    }

    /// <summary>
    /// Whether a string can be a pattern: it begins with a slash, <c>**</c> stands at the end or nowhere, and nothing
    /// stands in it that no path has once it is read, such as an escape or a double slash.
    /// </summary>
    /// <param name="pattern">The string.</param>
    public static bool IsWellFormed(string pattern) =>
        !pattern.Split('/').SkipLast(1).Contains(Rest, StringComparer.Ordinal)
        && !pattern.Contains('%', StringComparison.Ordinal)
        && !pattern.Contains('?', StringComparison.Ordinal)
        && !pattern.Contains("//", StringComparison.Ordinal)
        && RequestPath.TryParse(pattern, out _);

    /// <summary>Whether the pattern takes a path.</summary>
    /// <param name="path">A path that was read already.</param>
    public bool Matches(RequestPath path)
    {
        var segments = path.Segments;
        if (_takesRest ? segments.Length < _segments.Length : segments.Length != _segments.Length)
        {
            return false;
        }

        for (var i = 0; i < _segments.Length; i++)
        {
            if (!MatchesSegment(_segments[i], segments[i]))
            {
                return false;
            }
        }

        return true;
    }

    // Greedy with one step back: linear in practice, quadratic at worst, never exponential.
    private static bool MatchesSegment(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, ++t);
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return p == pattern.Length;
    }
}
