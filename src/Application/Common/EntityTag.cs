using System.Globalization;

namespace TokenPlatform.Application.Common;

/// <summary>Names the version of an object for conditional requests (RFC 9110 section 8.8.3).</summary>
public static class EntityTag
{
    /// <summary>The strong tag of a version, quotes included.</summary>
    /// <param name="version">Counts changes, from 1.</param>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Whether an <c>If-Match</c> allows a change (RFC 9110 section 13.1.1): weak and malformed tags match nothing.</summary>
    /// <param name="ifMatch">The field's value; null where it was not sent.</param>
    /// <param name="version">The object's version now.</param>
    public static bool Matches(string? ifMatch, int version) =>
        ifMatch is null
        || ifMatch.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag == Of(version));
}
