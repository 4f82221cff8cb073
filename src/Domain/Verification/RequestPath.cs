using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TokenPlatform.Domain.Verification;

/// <summary>
/// The path of a request as rules see it: without a query, decoded once, runs of slashes made one. What could mean
/// one thing here and another behind us is refused: dot segments, encoded slashes, backslashes, fragments, control
/// characters, broken escapes and bad UTF-8.
/// </summary>
public sealed class RequestPath
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Nothing of these can mean two things, however they are put together.
    private static readonly SearchValues<char> s_plain = SearchValues.Create("/-_~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private RequestPath(string[] segments) => Segments = segments;

    /// <summary>What stands between the slashes; a trailing slash ends in an empty segment. <c>/</c> is one empty segment.</summary>
    internal string[] Segments { get; }

    /// <summary>Whether a path as it stood in a request line is taken, whatever it is.</summary>
    /// <param name="text">As in <see cref="TryParse"/>.</param>
    public static bool IsTaken(string text) =>
        (text.StartsWith('/') && !text.AsSpan().ContainsAnyExcept(s_plain)) || TryParse(text, out _);

    /// <summary>Reads a path as it stood in a request line.</summary>
    /// <param name="text">Begins with <c>/</c>; a query after <c>?</c> is left out.</param>
    /// <param name="path">The path.</param>
    /// <returns>False where the path is refused.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RequestPath? path)
    {
        path = null;
        if (text is null || !text.StartsWith('/'))
        {
            return false;
        }

        var end = text.IndexOf('?', StringComparison.Ordinal);
        var raw = (end < 0 ? text : text[..end]).Split('/');
        var segments = new List<string>(raw.Length);
        for (var i = 1; i < raw.Length; i++)
        {
            if (raw[i].Length == 0 && i < raw.Length - 1)
            {
                continue;
            }

            if (!TryDecode(raw[i], out var segment) || !IsHarmless(segment))
            {
                return false;
            }

            segments.Add(segment);
        }

        path = new RequestPath([.. segments]);
        return true;
    }

    private static bool IsHarmless(string segment) =>
        !IsDots(segment) && !segment.Any(c => c is '/' or '\\' or '#' || char.IsControl(c));

    // Some servers drop what follows a semicolon, and then climb.
    private static bool IsDots(string segment) => segment.Split(';')[0] is "." or "..";

    private static bool TryDecode(string segment, out string decoded)
    {
        decoded = string.Empty;
        try
        {
            var bytes = s_strictUtf8.GetBytes(segment);
            var length = 0;
            for (var i = 0; i < bytes.Length; i++)
            {
                if (bytes[i] != '%')
                {
                    bytes[length++] = bytes[i];
                }
                else if (i + 2 < bytes.Length && Convert.FromHexString(bytes.AsSpan(i + 1, 2), bytes.AsSpan(length, 1), out _, out _) == OperationStatus.Done)
                {
                    length++;
                    i += 2;
                }
                else
                {
                    return false;
                }
            }

            decoded = s_strictUtf8.GetString(bytes, 0, length);
            return true;
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair going in, or bad UTF-8 coming out.
            return false;
        }
    }
}
