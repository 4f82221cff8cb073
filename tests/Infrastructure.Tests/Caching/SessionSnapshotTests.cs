using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Caching;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests.Caching;

/// <summary>A use of a session evicts nothing, and yet no session in use is taken for idle.</summary>
internal sealed class SessionSnapshotTests
{
    [Test]
    public async Task FindTokenAsync_WhenSessionSeemsIdle_AsksTheStoreForItsLastUse()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        await Samples.AddAsync(store);
        await using var scope = store.NewScope();
        var clock = new SetClock();
        var cache = new SnapshotCache(scope.ServiceProvider.GetRequiredService<IServiceScopeFactory>(), clock, TestStore.MaxStaleness);
        cache.NoteCompared(clock.GetTimestamp());
        var (session, hash) = (NewSession(), Samples.NewHash());
        await store.UseAsync<ITokenRepository>(kept => kept.AddAsync(session, hash, CancellationToken.None));

        async Task<(DateTimeOffset? LastUsedAt, TokenStatus Status)> At(double hours)
        {
            clock.Now = Samples.Now.AddHours(hours);
            var token = (await cache.FindTokenAsync(hash, CancellationToken.None))!.Token;
            return (token.LastUsedAt, token.StatusAt(clock.Now));
        }

        Assert.That(await At(0), Is.EqualTo(((DateTimeOffset?)null, TokenStatus.Active)));
        var used = Samples.Now.AddHours(11);
        await store.UseAsync<DbSession>(kept => kept.ExecuteAsync(
            TokenUseSql.Keep, new { session.TokenId, LastUsedAt = used }, CancellationToken.None));

        Assert.That(await At(11.9), Is.EqualTo(((DateTimeOffset?)null, TokenStatus.Active)), "read from memory");
        Assert.That(await At(12), Is.EqualTo(((DateTimeOffset?)used, TokenStatus.Active)), "read anew");
        Assert.That(await At(23), Is.EqualTo(((DateTimeOffset?)used, TokenStatus.Expired)));
    }

    private static Token NewSession() => Samples.NewBareToken() with
    {
        UserId = Samples.User.UserId,
        ExpiresAt = Samples.Now + Token.SessionLife,
    };

    /// <summary>Its wall clock is set; otherwise no time passes.</summary>
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Samples.Now;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => 0;
    }
}
