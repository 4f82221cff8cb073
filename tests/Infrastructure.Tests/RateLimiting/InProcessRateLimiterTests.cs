using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.RateLimiting;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests.RateLimiting;

internal sealed class InProcessRateLimiterTests
{
    private readonly ManualClock _clock = new();
    private InProcessRateLimiter _limiter = null!;

    [SetUp]
    public void Make() => _limiter = new InProcessRateLimiter(_clock);

    [Test]
    public async Task SpendAsync_WhenEightSpendAtOnce_IsExact()
    {
        var (tokenId, limit) = (Guid.NewGuid(), new RateLimit(Count: 100, Burst: 1000));
        for (var second = 0; second < 5; second++)
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SpendManyAsync(tokenId, limit, 500))));
            Assert.That(taken.Sum(), Is.EqualTo(second == 0 ? 1000 : 100));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Test]
    public async Task SpendAsync_WhenTokensDiffer_TheyDoNotShare()
    {
        var limit = new RateLimit(1, 1);
        Assert.That((await _limiter.SpendAsync(Guid.NewGuid(), limit, 1, default)).IsAllowed, Is.True);
        Assert.That((await _limiter.SpendAsync(Guid.NewGuid(), limit, 1, default)).IsAllowed, Is.True);
    }

    [Test]
    public async Task SpendAsync_WhenTokensComeAndGo_KeepsOnlyBucketsThatSaySomething()
    {
        var limit = new RateLimit(10, 10);
        for (var i = 0; i < 100_000; i++)
        {
            await _limiter.SpendAsync(Guid.NewGuid(), limit, 1, default);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.That(_limiter.Count, Is.LessThan(2048));
    }

    [Test]
    public async Task SpendAsync_WhenBucketIsSweptMeanwhile_NeverGivesMoreThanTheBurst()
    {
        var (tokenId, limit) = (Guid.NewGuid(), new RateLimit(1, 5));
        for (var round = 0; round < 20; round++)
        {
            var others = Task.Run(async () =>
            {
                for (var i = 0; i < 3000; i++)
                {
                    await _limiter.SpendAsync(Guid.NewGuid(), limit, 0, default);
                }
            });
            var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SpendManyAsync(tokenId, limit, 50))));
            await others;
            Assert.That(taken.Sum(), Is.EqualTo(5));
            _clock.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private async Task<int> SpendManyAsync(Guid tokenId, RateLimit limit, int times)
    {
        var taken = 0;
        for (var i = 0; i < times; i++)
        {
            taken += (await _limiter.SpendAsync(tokenId, limit, 1, default)).IsAllowed ? 1 : 0;
        }

        return taken;
    }
}
