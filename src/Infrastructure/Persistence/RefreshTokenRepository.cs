using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class RefreshTokenRepository(DbSession session) : IRefreshTokenRepository
{
    public async Task AddAsync(RefreshToken refreshToken, byte[] secretHash, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            RefreshTokenSql.Add,
            new
            {
                refreshToken.RefreshTokenId,
                refreshToken.TokenId,
                refreshToken.PredecessorId,
                SecretHash = secretHash,
                State = refreshToken.State.ToSnakeCase(),
                LifetimeMicroseconds = refreshToken.Lifetime?.Ticks / TimeSpan.TicksPerMicrosecond,
                refreshToken.IssuedAt,
                refreshToken.ExpiresAt,
                refreshToken.UsedAt,
                refreshToken.Uses,
            },
            cancellationToken);

    public async Task UpdateAsync(RefreshToken refreshToken, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            RefreshTokenSql.Update,
            new { refreshToken.RefreshTokenId, State = refreshToken.State.ToSnakeCase(), refreshToken.UsedAt, refreshToken.Uses },
            cancellationToken);

    public async Task<RefreshToken?> FindByHashAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(RefreshTokenSql.FindByHash, new { SecretHash = secretHash }, cancellationToken))?.ToRefreshToken();

    public async Task<RefreshToken?> FindLiveAsync(Guid tokenId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(RefreshTokenSql.FindLive, new { TokenId = tokenId }, cancellationToken))?.ToRefreshToken();

    private sealed class Row
    {
        public Guid RefreshTokenId { get; init; }

        public Guid TokenId { get; init; }

        public Guid? PredecessorId { get; init; }

        public string State { get; init; } = string.Empty;

        public long? LifetimeMicroseconds { get; init; }

        public DateTimeOffset IssuedAt { get; init; }

        public DateTimeOffset? UsedAt { get; init; }

        public int Uses { get; init; }

        public RefreshToken ToRefreshToken() => new()
        {
            RefreshTokenId = RefreshTokenId,
            TokenId = TokenId,
            PredecessorId = PredecessorId,
            State = EnumNames.Parse<RefreshState>(State),
            Lifetime = LifetimeMicroseconds is { } microseconds ? new TimeSpan(microseconds * TimeSpan.TicksPerMicrosecond) : null,
            IssuedAt = IssuedAt,
            UsedAt = UsedAt,
            Uses = Uses,
        };
    }
}
