using System.Text.RegularExpressions;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>Namespaces equal folders.</summary>
internal static partial class Folders
{
    /// <summary>The sources of a folder, each with its path from there.</summary>
    public static IReadOnlyList<(string Path, string Text)> Sources(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(source => !source.Path.Split('/').Any(part => part is "bin" or "obj"))
            .Select(source => (source.Path, File.ReadAllText(source.File))),
    ];

    /// <summary>Sources whose namespace is not that of their folder. The program's entry has none.</summary>
    public static IReadOnlyList<string> Faults(IEnumerable<(string Path, string Text)> sources) =>
    [
        .. from source in sources
           where source.Path != "Api/Program.cs"
           let expected = "TokenPlatform." + string.Join('.', source.Path.Split('/').SkipLast(1))
           let declared = Declaration().Matches(source.Text).Select(match => match.Groups["name"].Value).ToList()
           where declared.Count != 1 || declared[0] != expected
           select $"{source.Path} declares {string.Join(", ", declared)}",
    ];

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
