using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Common.Idempotency;

/// <summary>The <c>Idempotency-Key</c> of a request that issues, and what tells a repeat from another request.</summary>
/// <param name="Key">As sent, 1..255 characters.</param>
/// <param name="Route">Method and path.</param>
/// <param name="BodyHash">SHA-256 of the body as sent, 32 bytes.</param>
public sealed record IdempotencyKey(Input<string> Key, string Route, byte[] BodyHash)
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>What the key is kept as: a caller's keys for one route are its own.</summary>
    /// <param name="principal">Who owns the calling token.</param>
    /// <returns>32 bytes.</returns>
    public byte[] HashFor(TokenOwner principal) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{principal.Type}\n{principal.Id}\n{Route}\n{Key.Value}"));

    internal sealed class Validator : AbstractValidator<IdempotencyKey>
    {
        public Validator()
        {
            RuleFor(sent => sent.Key).Optional();
            RuleFor(sent => sent.Key).Length(1, 255);
        }
    }
}

/// <summary>A key that issued.</summary>
/// <param name="KeyHash">See <see cref="IdempotencyKey.HashFor"/>.</param>
/// <param name="BodyHash">SHA-256 of the body that it came with, 32 bytes.</param>
/// <param name="TokenId">What it issued.</param>
/// <param name="CreatedAt">When.</param>
public sealed record KeptKey(byte[] KeyHash, byte[] BodyHash, Guid TokenId, DateTimeOffset CreatedAt);

/// <summary>What a request that issues answers with.</summary>
public interface IIssued
{
    /// <summary>The token that was issued.</summary>
    Guid TokenId { get; }
}

/// <summary>Keeps the keys that issued, in the transaction of the token.</summary>
public interface IIdempotencyKeys
{
    /// <summary>A key that issued.</summary>
    /// <param name="keyHash">See <see cref="IdempotencyKey.HashFor"/>.</param>
    /// <param name="since">Only where it issued after this moment.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<KeptKey?> FindAsync(byte[] keyHash, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Keeps a key, in the place of one that was found no more.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task KeepAsync(KeptKey key, CancellationToken cancellationToken);
}
