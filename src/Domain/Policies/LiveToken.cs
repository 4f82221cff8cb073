using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.Policies;

/// <summary>A token that was issued already, as far as policies care.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="AppId">Its app.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IssuedAt">When its present life began.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="Carried">Permissions and scopes together.</param>
/// <param name="Rate">How often it may be used; null for no limit.</param>
public sealed record LiveToken(
    Guid TokenId,
    Guid AppId,
    string Name,
    DateTimeOffset IssuedAt,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<string> Carried,
    RateLimit? Rate)
{
    /// <summary>The same of a whole token.</summary>
    /// <param name="token">A token of an app.</param>
    public static LiveToken Of(Token token) => new(
        token.TokenId, token.AppId!.Value, token.Name, token.IssuedAt, token.ExpiresAt, [.. token.Limits.Carried], token.Limits.Rate);
}
