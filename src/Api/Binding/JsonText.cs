using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TokenPlatform.Api.Binding;

/// <summary>Text of JSON. The reader throws on escapes that make half a surrogate pair; here that is an answer.</summary>
internal static class JsonText
{
    /// <summary>The fields of an object, of those that are sent twice the last; in the order of their first.</summary>
    public static OrderedDictionary<string, JsonElement> FieldsOf(JsonElement root)
    {
        var fields = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (TryRead(() => property.Name, out var name))
            {
                fields[name] = property.Value;
            }
        }

        return fields;
    }

    public static bool TryRead(Func<string> read, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = read();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
