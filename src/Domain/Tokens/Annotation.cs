namespace TokenPlatform.Domain.Tokens;

/// <summary>What somebody noted of a token of an organization, to find it by (seed 003).</summary>
/// <param name="Key">1..255 code points; a token has a key once.</param>
/// <param name="Value">0..255 code points.</param>
public sealed record Annotation(string Key, string Value)
{
    /// <summary>How many a token may have, and how many a list is filtered by at most.</summary>
    public const int Max = 200;
}

/// <summary>What a token is looked for by.</summary>
/// <param name="Key">It has this key.</param>
/// <param name="Value">With this value; null for any.</param>
public sealed record WantedAnnotation(string Key, string? Value);
