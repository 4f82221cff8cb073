using Dapper;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Maintenance;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

[TestFixtureSource(typeof(Engines))]
internal sealed class HousekeeperTests(Engine engine)
{
    private TestStore _store = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.CreateRecordingAsync(engine);
        await Samples.AddAsync(_store);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task SweepAsync_WhenKeysAreADayOld_RemovesThemAll()
    {
        for (var i = 0; i < (2 * Housekeeper.BatchSize) + 1; i++)
        {
            await KeepAsync(TimeSpan.FromHours(24));
        }

        await KeepAsync(TimeSpan.FromHours(24) - Samples.Microsecond);

        await SweepAsync();

        Assert.That(await CountAsync("idempotency_keys"), Is.EqualTo(1));
    }

    [Test]
    public async Task SweepAsync_WhenChangesAreAnHourOld_RemovesThem()
    {
        var (older, younger) = (Guid.NewGuid(), Guid.NewGuid());
        await InsertAsync($"INSERT INTO changes (subject_type, subject_id, changed_at) VALUES ('token', '{older}', @At)", Samples.Now.AddHours(-1));
        await InsertAsync($"INSERT INTO changes (subject_type, subject_id, changed_at) VALUES ('token', '{younger}', @At)", Samples.Now.AddMinutes(-59));

        await SweepAsync();

        Assert.That(await CountAsync("changes"), Is.EqualTo(1));
        Assert.That(await CountAsync($"changes WHERE subject_id = '{younger}'"), Is.EqualTo(1));
    }

    [Test]
    public async Task SweepAsync_WhenRefreshTokensAreLongOver_RemovesThemAndNoToken()
    {
        var token = Samples.NewAppToken();
        await AddAsync(token);
        await AddRefreshTokenAsync(token.TokenId, Samples.Now.AddDays(-1));
        await AddRefreshTokenAsync(token.TokenId, Samples.Now.AddDays(-1) + Samples.Microsecond);

        await SweepAsync();

        Assert.That(await CountAsync("refresh_tokens"), Is.EqualTo(1));
        Assert.That(await CountAsync("tokens"), Is.EqualTo(1));
    }

    [Test]
    public async Task SweepAsync_WhenSessionsAreLongOver_RemovesThemAndWhatBelongsToThem()
    {
        var over = Samples.NewBareToken() with { UserId = Samples.User.UserId, ExpiresAt = Samples.Now.AddDays(-30) };
        var revoked = Samples.NewBareToken() with { ExpiresAt = Samples.Now.AddDays(1), RevokedAt = Samples.Now.AddDays(-30) };
        var recent = Samples.NewBareToken() with { ExpiresAt = Samples.Now.AddDays(-29) };
        foreach (var token in new[] { over, revoked, recent })
        {
            await AddAsync(token);
            await InsertAsync($"INSERT INTO token_uses (token_id, last_used_at) VALUES ('{token.TokenId}', @At)", Samples.Now);
            await AddRefreshTokenAsync(token.TokenId, Samples.Now.AddDays(1));
            await _store.UseAsync<ITokenRepository>(kept => kept.ReplaceSecretAsync(token.TokenId, Samples.NewHash(), Samples.Now, CancellationToken.None));
        }

        await SweepAsync();

        foreach (var table in new[] { "tokens", "token_uses", "refresh_tokens", "token_overlaps" })
        {
            Assert.That(await CountAsync(table), Is.EqualTo(1), table);
            Assert.That(await CountAsync($"{table} WHERE token_id = '{recent.TokenId}'"), Is.EqualTo(1), table);
        }
    }

    [TestCase(TokenKind.App)]
    [TestCase(TokenKind.Personal)]
    [TestCase(TokenKind.Organization)]
    public async Task SweepAsync_WhenOtherTokensAreLongOver_KeepsThem(TokenKind kind)
    {
        await AddAsync(Samples.NewBareToken() with { Kind = kind, ExpiresAt = Samples.Now.AddDays(-3000), RevokedAt = Samples.Now.AddDays(-3000) });

        await SweepAsync();

        Assert.That(await CountAsync("tokens"), Is.EqualTo(1));
    }

    private Task SweepAsync() => _store.UseAsync<Housekeeper>(housekeeper => housekeeper.SweepAsync(CancellationToken.None));

    private Task AddAsync(Token token) =>
        _store.UseAsync<ITokenRepository>(kept => kept.AddAsync(token, Samples.NewHash(), CancellationToken.None));

    private Task KeepAsync(TimeSpan age) => _store.UseAsync<IIdempotencyKeys>(keys =>
        keys.KeepAsync(new KeptKey(Samples.NewHash(), Samples.NewHash(), Guid.NewGuid(), Samples.Now - age), CancellationToken.None));

    private Task AddRefreshTokenAsync(Guid tokenId, DateTimeOffset expiresAt) => _store.UseAsync<IRefreshTokenRepository>(kept => kept.AddAsync(
        new RefreshToken
        {
            RefreshTokenId = Guid.NewGuid(),
            TokenId = tokenId,
            State = RefreshState.Used,
            IssuedAt = expiresAt - RefreshToken.Life,
            UsedAt = expiresAt,
            Uses = 1,
        },
        Samples.NewHash(),
        CancellationToken.None));

    private async Task InsertAsync(string sql, DateTimeOffset at)
    {
        await using var connection = await _store.OpenAsync();
        await connection.ExecuteAsync(sql, new { At = at });
    }

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await _store.OpenAsync();
        return await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
    }
}
