namespace TokenPlatform.Benchmarks;

/// <summary><c>docs/performance.md</c>: written by hand, save for what stands between two markers.</summary>
internal static class Document
{
    private static readonly string s_path = Path.Combine(Repository.Root, "docs", "performance.md");

    /// <summary>Puts a run's table in the place of the one before it.</summary>
    /// <param name="part">Names the markers.</param>
    /// <param name="markdown">The table.</param>
    public static void Replace(string part, string markdown)
    {
        var (begin, end) = ($"<!-- {part}: begin -->\n", $"<!-- {part}: end -->");
        var text = File.ReadAllText(s_path);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new MeasuringException($"{s_path} has no place for {part}: it stands between {begin.TrimEnd()} and {end}");
        }

        File.WriteAllText(s_path, $"{text[..(from + begin.Length)]}\n{markdown.Trim()}\n\n{text[to..]}");
        Console.Error.WriteLine($"Written to {s_path}");
    }
}
