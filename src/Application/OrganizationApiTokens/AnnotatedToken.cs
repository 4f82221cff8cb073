using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens;

/// <summary>A token with what was noted of it.</summary>
/// <param name="Token">The token as it is kept.</param>
/// <param name="Annotations">In the order in which they were given.</param>
/// <param name="Secret">Its plaintext, where it is new.</param>
public sealed record AnnotatedToken(Token Token, IReadOnlyList<Annotation> Annotations, TokenSecret? Secret = null) : IIssued
{
    /// <inheritdoc/>
    public Guid TokenId => Token.TokenId;
}
