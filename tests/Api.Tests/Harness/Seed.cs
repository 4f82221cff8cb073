using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>The sample objects of the seed documents, each by the title that it stands under.</summary>
internal static class Seed
{
    /// <summary>The first JSON object with this field that follows a title.</summary>
    public static JsonObject Sample(string seed, string title, string field)
    {
        using var reader = new StreamReader(typeof(Seed).Assembly.GetManifestResourceStream(seed)!);
        var text = reader.ReadToEnd();
        for (var at = text.IndexOf($"{title}\n", StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', at + 1))
        {
            if (Object(text, at) is { } sample && sample.ContainsKey(field))
            {
                return sample;
            }
        }

        throw new InvalidOperationException($"No sample with {field} under {title}");
    }

    /// <summary>
    /// Asserts that an answer has every field of the sample, in its order and of its JSON type, or null where the
    /// contract allows that. Fields that the seed does not have may follow.
    /// </summary>
    public static void AssertShape(JsonNode? answer, JsonNode? sample, IReadOnlyCollection<string> nullable, string path = "$")
    {
        switch (sample)
        {
            case JsonObject fields:
                var names = ((JsonObject)answer!).Select(field => field.Key).ToList();
                Assert.That(names.Take(fields.Count), Is.EqualTo(fields.Select(field => field.Key)), path);
                foreach (var (name, value) in fields)
                {
                    if (answer![name] is null)
                    {
                        Assert.That(nullable, Does.Contain(name), $"{path}.{name} is null");
                    }
                    else
                    {
                        AssertShape(answer[name], value, nullable, $"{path}.{name}");
                    }
                }

                break;
            case JsonArray { Count: > 0 } items:
                foreach (var item in (JsonArray)answer!)
                {
                    AssertShape(item, items[0], nullable, $"{path}[]");
                }

                break;
            default:
                Assert.That(TypeOf(answer!), Is.EqualTo(TypeOf(sample!)), path);
                break;
        }
    }

    private static JsonValueKind TypeOf(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();

    // A sample ends where its first bracket closes; other text may follow on the same line.
    private static JsonObject? Object(string text, int start)
    {
        if (text[start] != '{')
        {
            return null;
        }

        var depth = 0;
        for (var end = start; end < text.Length; end++)
        {
            depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return JsonNode.Parse(text[start..(end + 1)]) as JsonObject;
            }
        }

        return null;
    }
}
