using System.Text;
using System.Text.Json;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.Audit;

/// <summary>
/// What a change changed: a JSON object of <c>{"field": {"from": …, "to": …}}</c>. Fields that stayed as they were
/// are left out, and so is what a secret or its hash would stand in; anything of token form is masked.
/// </summary>
public sealed class AuditChanges
{
    /// <summary>The object of an event that speaks for itself.</summary>
    public const string None = "{}";

    private readonly List<(string Field, object? From, object? To)> _changes = [];

    /// <summary>Notes a field.</summary>
    /// <param name="field">Its snake_case name in the API.</param>
    /// <param name="from">What it was: null, a string, an int, a bool, a time, a list of strings or strings by key.</param>
    /// <param name="to">What it became.</param>
    public AuditChanges Add(string field, object? from, object? to)
    {
        if (!string.Equals(Text(from), Text(to), StringComparison.Ordinal))
        {
            _changes.Add((field, from, to));
        }

        return this;
    }

    /// <summary>The JSON object, fields in the order in which they were noted.</summary>
    public override string ToString()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (field, from, to) in _changes)
            {
                json.WriteStartObject(field);
                Write(json, "from", from);
                Write(json, "to", to);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return TokenSecret.Mask(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value is DateTimeOffset time ? AuditChain.Format(time) : value);
    }

    private static string Text(object? value) =>
        JsonSerializer.Serialize(value is DateTimeOffset time ? AuditChain.Format(time) : value);
}
