using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TokenPlatform.Domain.Verification;

/// <summary>
/// The path of a request as rules see it: without a query, decoded once, runs of slashes made one. What could mean
/// one thing here and another behind us is refused: dot segments, encoded slashes, backslashes, control characters,
/// broken escapes and bad UTF-8.
/// </summary>
public sealed class RequestPath
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private RequestPath(string[] segments) => Segments = segments;

    /// <summary>What stands between the slashes; a trailing slash ends in an empty segment. <c>/</c> is one empty segment.</summary>
    internal string[] Segments { get; }

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
        segment is not ("." or "..") && !segment.Any(c => c is '/' or '\\' || char.IsControl(c));

    private static bool TryDecode(string segment, out string decoded)
    {
        decoded = segment;
        if (!segment.Contains('%', StringComparison.Ordinal))
        {
            return true;
        }

        var bytes = new List<byte>(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(segment, i, 1));
            }
            else if (i + 2 < segment.Length && char.IsAsciiHexDigit(segment[i + 1]) && char.IsAsciiHexDigit(segment[i + 2]))
            {
                bytes.Add(Convert.FromHexString(segment.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                return false;
            }
        }

        try
        {
            decoded = s_strictUtf8.GetString([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
