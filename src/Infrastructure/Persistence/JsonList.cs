using System.Text.Json;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>Lists of strings are kept as JSON arrays: they are read and written whole, and never searched.</summary>
internal static class JsonList
{
    public static string Write(IReadOnlyList<string> items) => JsonSerializer.Serialize(items);

    public static IReadOnlyList<string> Read(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<string[]>(json)!;
}
