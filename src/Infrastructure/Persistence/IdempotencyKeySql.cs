namespace TokenPlatform.Infrastructure.Persistence;

internal static class IdempotencyKeySql
{
    public const string Find = """
        SELECT key_hash, body_hash, token_id, created_at FROM idempotency_keys
        WHERE key_hash = @KeyHash AND created_at > @Since
        """;

    // One that is too old to be found may still be there.
    public const string Keep = """
        DELETE FROM idempotency_keys WHERE key_hash = @KeyHash;
        INSERT INTO idempotency_keys (key_hash, body_hash, token_id, created_at)
        VALUES (@KeyHash, @BodyHash, @TokenId, @CreatedAt);
        """;
}
