using TokenPlatform.Domain.Common;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>
/// A word of ours, in ASCII, such as a role or a kind: what <c>varchar</c> columns hold and are compared with. Texts of
/// users are strings, which <c>nvarchar</c> columns hold.
/// </summary>
internal readonly record struct Word(string Text)
{
    /// <summary>The longest of these columns.</summary>
    public const int MaxLength = 128;

    public static Word? Of<T>(T? name)
        where T : struct, Enum =>
        name is { } named ? new Word(named.ToSnakeCase()) : null;
}
