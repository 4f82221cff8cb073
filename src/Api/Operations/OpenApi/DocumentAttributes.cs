using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>
/// A value that a property may have, for the examples of the document. Text that is a UUID says that every value of
/// the property is one. A request's property without an example is left out of the example of its body.
/// </summary>
/// <param name="values">The value; all items of a list.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute(params object[] values) : Attribute
{
    /// <summary>As given.</summary>
    public IReadOnlyList<object> Values { get; } = values;

    internal bool IsUuid => Values is [string text] && Guid.TryParseExact(text, "D", out _);

    internal JsonNode ToJson(bool isList) =>
        isList ? JsonSerializer.SerializeToNode(Values)! : JsonSerializer.SerializeToNode(Values[0])!;
}

/// <summary>How many characters each item of a list of strings has.</summary>
/// <param name="minimum">At least.</param>
/// <param name="maximum">At most.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemLengthAttribute(int minimum, int maximum) : Attribute
{
    /// <summary>At least.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>At most.</summary>
    public int Maximum { get; } = maximum;
}

/// <summary>An optional field that is absent or has a value, and may not be null: what a PATCH cannot clear.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RefusesNullAttribute : Attribute;

/// <summary>Media types beside JSON that an action answers with where the caller's <c>Accept</c> asks for one.</summary>
/// <param name="mediaTypes">Text, one item a line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlsoAnswersAttribute(params string[] mediaTypes) : Attribute
{
    /// <summary>As given.</summary>
    public IReadOnlyList<string> MediaTypes { get; } = mediaTypes;
}
