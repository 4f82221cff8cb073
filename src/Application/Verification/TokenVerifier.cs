using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Verification;

/// <summary>
/// The one path from a plaintext to a verdict, for our own API and for everybody who asks about a token. It writes
/// nothing, and garbage never reaches the store.
/// </summary>
public sealed class TokenVerifier(ITokenRepository tokens, IUserRepository users, IRateLimiter limiter, TimeProvider clock)
{
    /// <summary>Finds who holds a plaintext.</summary>
    /// <param name="plaintext">What was presented.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null where there is no such token; refresh tokens are none. Life is not judged.</returns>
    public async Task<TokenHolder?> FindAsync(string? plaintext, CancellationToken cancellationToken)
    {
        if (!TokenSecret.TryParse(plaintext, out var secret) || secret.Kind == SecretKind.Refresh)
        {
            return null;
        }

        if (await tokens.FindByHashAsync(secret.Hash(), cancellationToken) is not { } token)
        {
            return null;
        }

        var user = token.UserId is { } userId ? await users.FindStandingAsync(userId, cancellationToken) : null;
        return new TokenHolder(new TokenSnapshot(token), user);
    }

    /// <summary>Judges a use of a token and, where all else allows it, takes its cost off the token's rate.</summary>
    /// <param name="holder">The token and its user.</param>
    /// <param name="organizationId">Where it is used; null for a token of a person that is used in no organization.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="cost">How many requests it counts for; 0 only asks.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The verdict, and the rate where the token has one and it was asked.</returns>
    public async ValueTask<(VerificationCode Code, RateDecision? Rate)> VerifyAsync(
        TokenHolder holder, Guid? organizationId, VerificationCall call, int cost, CancellationToken cancellationToken)
    {
        var code = Judge(holder, organizationId, call);
        if (code != VerificationCode.Valid || holder.Token.Token.Limits.Rate is not { } limit)
        {
            return (code, null);
        }

        var rate = await limiter.SpendAsync(holder.Token.Token.TokenId, limit, cost, cancellationToken);
        RateMeter.Count(rate);
        return (rate.IsAllowed ? VerificationCode.Valid : VerificationCode.RateLimited, rate);
    }

    /// <summary>Judges a use of a token, its rate apart.</summary>
    /// <param name="holder">The token and its user.</param>
    /// <param name="organizationId">Where it is used; null for a token of a person that is used in no organization.</param>
    /// <param name="call">What is asked.</param>
    public VerificationCode Judge(TokenHolder holder, Guid? organizationId, VerificationCall call) =>
        VerificationRules.Judge(holder.Token, holder.OwnerIn(organizationId), call, clock.GetUtcNow());
}
