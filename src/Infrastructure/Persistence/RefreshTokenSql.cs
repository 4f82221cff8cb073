namespace TokenPlatform.Infrastructure.Persistence;

internal static class RefreshTokenSql
{
    public const string Add = """
        INSERT INTO refresh_tokens (
            refresh_token_id, token_id, predecessor_id, secret_hash, state, lifetime_microseconds, issued_at, expires_at, used_at, uses)
        VALUES (
            @RefreshTokenId, @TokenId, @PredecessorId, @SecretHash, @State, @LifetimeMicroseconds, @IssuedAt, @ExpiresAt, @UsedAt, @Uses)
        """;

    public const string Update = """
        UPDATE refresh_tokens SET state = @State, used_at = @UsedAt, uses = @Uses
        WHERE refresh_token_id = @RefreshTokenId
        """;

    public const string FindByHash = $"SELECT {Columns} FROM refresh_tokens WHERE secret_hash = @SecretHash";

    public const string FindLive = $"SELECT {Columns} FROM refresh_tokens WHERE token_id = @TokenId AND state = 'live'";

    private const string Columns = "refresh_token_id, token_id, predecessor_id, state, lifetime_microseconds, issued_at, used_at, uses";
}
