using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.AccessTokens;

/// <summary>The values of <c>tokenType</c> in seed 002.</summary>
public static class AccessTokenTypes
{
    /// <summary>A token that a person made.</summary>
    public const string Pat = "pat";

    /// <summary>A sign-in.</summary>
    public const string Session = "session";

    /// <summary>Both, in the order in which they are named to who wrote a third.</summary>
    public static readonly IReadOnlyList<string> All = [Pat, Session];

    /// <summary>The type of a person's own token.</summary>
    /// <param name="kind"><see cref="TokenKind.Personal"/> or <see cref="TokenKind.Session"/>.</param>
    public static string Of(TokenKind kind) => kind == TokenKind.Session ? Session : Pat;

    /// <summary>The kind that a type names.</summary>
    /// <param name="type">One of <see cref="All"/>.</param>
    public static TokenKind KindOf(string type) => type == Session ? TokenKind.Session : TokenKind.Personal;
}
