using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Binding;

/// <summary>What was sent, as an error may repeat it: secrets masked, bad surrogates null, nothing over 1 KB.</summary>
internal static class JsonEcho
{
    private const string Null = "null";
    private const string Masked = "***";
    private const int MaxBytes = 1024;

    // Escaped, other scripts would reach the limit at a third of it.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly HashSet<string> s_secret =
        new(StringComparer.Ordinal) { "password", "currentPassword", "newPassword", "token", "refresh_token" };

    /// <summary>The JSON text to repeat.</summary>
    /// <param name="element">What was sent.</param>
    /// <param name="name">The field's name, where it has one.</param>
    public static string Of(JsonElement element, string? name = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            Write(json, element, name);
        }

        return stream.Length > MaxBytes ? Null : Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, JsonElement element, string? name)
    {
        if (name is not null && s_secret.Contains(name))
        {
            json.WriteStringValue(Masked);
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var (field, value) in JsonText.FieldsOf(element))
                {
                    json.WritePropertyName(TokenSecret.Mask(field));
                    Write(json, value, field);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(json, item, null);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String when JsonText.TryRead(() => element.GetString()!, out var text):
                json.WriteStringValue(TokenSecret.Mask(text));
                break;
            case JsonValueKind.String:
                json.WriteNullValue();
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
