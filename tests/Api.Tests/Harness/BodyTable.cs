using System.Globalization;
using System.Text.RegularExpressions;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>
/// A table of requests in a text file: <c># METHOD resource</c> begins a group, each line after it is a body or a
/// query, and a line set in is what is expected of the line before. <c>&lt;&lt;a*256&gt;&gt;</c> repeats.
/// </summary>
internal static partial class BodyTable
{
    public static IEnumerable<TestCaseData> Read(string name)
    {
        using var reader = new StreamReader(typeof(BodyTable).Assembly.GetManifestResourceStream(name)!);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var group = string.Empty;
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith("# ", StringComparison.Ordinal))
            {
                group = lines[at][2..];
            }
            else
            {
                var sent = lines[at];
                var expected = lines[++at].Trim();
                yield return new TestCaseData(group, sent, expected) { TestName = $"{{m}}({group}, {sent})" };
            }
        }
    }

    public static string Spell(string text) => Repeated().Replace(text, match =>
        string.Concat(Enumerable.Repeat(match.Groups["what"].Value, int.Parse(match.Groups["times"].Value, CultureInfo.InvariantCulture))));

    [GeneratedRegex(@"<<(?<what>.+?)\*(?<times>[0-9]+)>>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Repeated();
}
