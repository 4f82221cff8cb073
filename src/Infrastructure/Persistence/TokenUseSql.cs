namespace TokenPlatform.Infrastructure.Persistence;

internal static class TokenUseSql
{
    public const string Keep = """
        UPDATE token_uses SET last_used_at = @LastUsedAt WHERE token_id = @TokenId AND last_used_at < @LastUsedAt;
        INSERT INTO token_uses (token_id, last_used_at)
        SELECT @TokenId, @LastUsedAt WHERE NOT EXISTS (SELECT 1 FROM token_uses WHERE token_id = @TokenId);
        """;
}
