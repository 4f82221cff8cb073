using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Tokens;

/// <summary>A new token, with the only copy of its plaintext.</summary>
/// <param name="Token">The token as it is kept.</param>
/// <param name="Secret">Its plaintext.</param>
public sealed record IssuedToken(Token Token, TokenSecret Secret) : IIssued
{
    /// <summary>The plaintext of its refresh token; null where it has none.</summary>
    public TokenSecret? RefreshSecret { get; init; }

    /// <inheritdoc/>
    public Guid TokenId => Token.TokenId;
}
