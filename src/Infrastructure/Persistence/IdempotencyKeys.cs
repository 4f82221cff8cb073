using TokenPlatform.Application.Common.Idempotency;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class IdempotencyKeys(DbSession session) : IIdempotencyKeys
{
    public async Task<KeptKey?> FindAsync(byte[] keyHash, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(IdempotencyKeySql.Find, new { KeyHash = keyHash, Since = since }, cancellationToken))?.ToKey();

    public async Task KeepAsync(KeptKey key, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(IdempotencyKeySql.Keep, key, cancellationToken);

    private sealed class Row
    {
        public byte[] KeyHash { get; init; } = [];

        public byte[] BodyHash { get; init; } = [];

        public Guid TokenId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public KeptKey ToKey() => new(KeyHash, BodyHash, TokenId, CreatedAt);
    }
}
