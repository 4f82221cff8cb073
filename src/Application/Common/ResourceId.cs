using System.Diagnostics.CodeAnalysis;

namespace TokenPlatform.Application.Common;

/// <summary>
/// An id as the caller wrote it in a path. A malformed one is the id of nothing: it is looked up in vain and answered
/// with the 404 of a missing object, in which it stands as it was written.
/// </summary>
/// <param name="Text">As written.</param>
public readonly record struct ResourceId(string Text) : IParsable<ResourceId>
{
    /// <summary>Stands for the calling token's own id, where a token is named.</summary>
    public const string Self = "self";

    /// <summary>The id; all zeros, which nothing has, where the text is no UUID in its usual form.</summary>
    public Guid Value => IsUuid ? Guid.ParseExact(Text, "D") : Guid.Empty;

    /// <summary>Whether the text is a UUID in its usual form: hyphenated, without braces.</summary>
    public bool IsUuid =>
        Guid.TryParseExact(Text, "D", out var value) && value.ToString("D").Equals(Text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public static ResourceId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ResourceId result)
    {
        result = new ResourceId(s ?? string.Empty);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
