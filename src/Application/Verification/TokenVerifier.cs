using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Verification;

/// <summary>
/// The one path from a plaintext to a verdict, for our own API and for everybody who asks about a token. It waits
/// for no write, and garbage never reaches the store.
/// </summary>
public sealed class TokenVerifier(ISnapshots snapshots, IRateLimiter limiter, ITokenUses uses, TimeProvider clock)
{
    private static readonly VerificationCall s_life = new() { Judged = JudgedLimits.Life };

    /// <summary>Finds who holds a plaintext.</summary>
    /// <param name="plaintext">What was presented.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null where there is no such token: refresh tokens are none, nor is a secret that a newer one took the place of. Life is not judged.</returns>
    public async ValueTask<TokenHolder?> FindAsync(string? plaintext, CancellationToken cancellationToken)
    {
        if (!TokenSecret.TryParse(plaintext, out var secret) || secret.Kind == SecretKind.Refresh)
        {
            // Nothing secret is in a checksum. All the same a wrong one takes the time of an unknown token, so that nobody
            // has to reason about what the difference tells.
            _ = plaintext?.Length == TokenSecret.Length && snapshots.IsTokenKept(TokenSecret.HashOf(plaintext));
            return null;
        }

        var token = await snapshots.FindTokenAsync(secret.Hash(), cancellationToken);
        if (token is null || (token.SecretEndsAt is { } end && end <= clock.GetUtcNow()))
        {
            return null;
        }

        var user = token.Token.UserId is { } userId ? await snapshots.FindUserAsync(userId, cancellationToken) : null;
        return new TokenHolder(token, user);
    }

    /// <summary>Whether who holds a plaintext is known without asking the store.</summary>
    /// <param name="plaintext">What was presented.</param>
    public bool IsKept(string? plaintext) => TokenSecret.TryParse(plaintext, out var secret) && snapshots.IsTokenKept(secret.Hash());

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
        var now = clock.GetUtcNow();
        var code = VerificationRules.Judge(holder.Token, holder.OwnerIn(organizationId), call, now);
        var token = holder.Token.Token;
        RateDecision? rate = null;
        if (code == VerificationCode.Valid && token.Limits.Rate is { } limit)
        {
            rate = await limiter.SpendAsync(token.TokenId, limit, cost, cancellationToken);
            RateMeter.Count(rate);
            code = rate.IsAllowed ? code : VerificationCode.RateLimited;
        }

        if (code == VerificationCode.Valid && cost > 0)
        {
            uses.Note(token.TokenId, now);
        }

        return (code, rate);
    }

    /// <summary>Judges whether a token lives: its state and expiry, and whether its user is disabled.</summary>
    /// <param name="holder">The token and its user.</param>
    /// <param name="organizationId">Where it is used; null where that is no matter.</param>
    public VerificationCode JudgeLife(TokenHolder holder, Guid? organizationId) => Judge(holder, organizationId, s_life);

    /// <summary>Judges a use of a token, its rate apart.</summary>
    /// <param name="holder">The token and its user.</param>
    /// <param name="organizationId">Where it is used; null for a token of a person that is used in no organization.</param>
    /// <param name="call">What is asked.</param>
    public VerificationCode Judge(TokenHolder holder, Guid? organizationId, VerificationCall call) =>
        VerificationRules.Judge(holder.Token, holder.OwnerIn(organizationId), call, clock.GetUtcNow());
}
