using System.Net;
using TokenPlatform.Domain.Common;
using TokenPlatform.Infrastructure.RateLimiting;

namespace TokenPlatform.Infrastructure.Tests.RateLimiting;

internal sealed class InProcessPasswordAttemptsTests
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(15);
    private static readonly IPAddress s_here = IPAddress.Parse("192.0.2.1");

    private StoppedClock _clock = null!;
    private InProcessPasswordAttempts _attempts = null!;

    [SetUp]
    public void Make()
    {
        _clock = new StoppedClock();
        _attempts = new InProcessPasswordAttempts(_clock);
    }

    [TearDown]
    public void Dispose() => _attempts.Dispose();

    [Test]
    public async Task TryAsync_WhenFiveWereWrongForAnAccountFromAnAddress_RefusesUntilTheWindowIsOver()
    {
        Assert.That(await FailAsync("ada", s_here, 5), Is.EqualTo(5));
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.That(await TryAsync("ada", s_here, isRight: true), Is.EqualTo(new RateLimitedError(TimeSpan.FromMinutes(5))));
        Assert.That(await TryAsync("eve", s_here, isRight: true), Is.Null);
        Assert.That(await TryAsync("ada", IPAddress.Parse("192.0.2.2"), isRight: true), Is.Null);

        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(await TryAsync("ada", s_here, isRight: true), Is.Null);
        Assert.That(await FailAsync("ada", s_here, 9), Is.EqualTo(5));
    }

    [Test]
    public async Task TryAsync_WhenFiftyWereWrongFromAnAddress_RefusesAllOfIt()
    {
        for (var account = 0; account < 50; account++)
        {
            Assert.That(await FailAsync($"{account}", s_here, 1), Is.EqualTo(1));
        }

        Assert.That(await TryAsync("ada", s_here, isRight: true), Is.EqualTo(new RateLimitedError(s_window)));
        Assert.That(await TryAsync("0", IPAddress.Parse("192.0.2.2"), isRight: true), Is.Null);
    }

    [Test]
    public async Task TryAsync_WhenAHundredWereWrongForAnAccount_RefusesItEverywhere()
    {
        for (var address = 0; address < 25; address++)
        {
            Assert.That(await FailAsync("ada", IPAddress.Parse($"198.51.100.{address}"), 4), Is.EqualTo(4));
        }

        Assert.That(await TryAsync("ada", s_here, isRight: true), Is.EqualTo(new RateLimitedError(s_window)));
        Assert.That(await TryAsync("eve", s_here, isRight: true), Is.Null);
    }

    [Test]
    public async Task TryAsync_WhenRight_CountsNothing()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.That(await TryAsync("ada", s_here, isRight: true), Is.Null);
        }

        Assert.That(_attempts.Count, Is.Zero);
    }

    [Test]
    public async Task TryAsync_WhenRefused_DoesNotLookAtThePassword()
    {
        await FailAsync("ada", s_here, 5);
        var looked = false;
        await _attempts.TryAsync("ada", s_here, () => looked = true, default);
        Assert.That(looked, Is.False);
    }

    [Test]
    public async Task TryAsync_WhenManyComeAtOnce_LooksAtFivePasswordsOneByOne()
    {
        var (looks, atOnce, most) = (0, 0, 0);
        bool Look()
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            Interlocked.Increment(ref looks);
            Thread.Sleep(1);
            Interlocked.Decrement(ref atOnce);
            return false;
        }

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => _attempts.TryAsync("ada", s_here, Look, default))));

        Assert.That((looks, most), Is.EqualTo((5, 1)));
        Assert.That(results.Count(result => result.Error is RateLimitedError { RetryAfter.TotalMinutes: 15 }), Is.EqualTo(55));
    }

    [Test]
    public async Task TryAsync_WhenTooManyWait_RefusesAtOnceAndForAMoment()
    {
        using var hold = new ManualResetEventSlim();
        bool Wait()
        {
            hold.Wait(TimeSpan.FromMinutes(1));
            return true;
        }

        var waiting = new List<Task<Result<bool>>>();
        Result<bool> refused;
        do
        {
            // Until none is left: whoever asks below takes a place, too, while asking.
            waiting.AddRange(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _attempts.TryAsync("ada", s_here, Wait, default))));
            refused = await _attempts.TryAsync("eve", s_here, () => true, new CancellationTokenSource(TimeSpan.FromMilliseconds(20)).Token)
                .ContinueWith(tried => tried.IsCanceled ? true : tried.Result, TaskScheduler.Default);
        }
        while (refused.IsSuccess);

        Assert.That(refused.Error, Is.EqualTo(new RateLimitedError(TimeSpan.FromSeconds(5))));
        hold.Set();
        var results = await Task.WhenAll(waiting);
        Assert.That(results.Count(result => result.IsSuccess), Is.GreaterThanOrEqualTo(99));
        Assert.That(results.Where(result => !result.IsSuccess).Select(result => result.Error), Is.All.EqualTo(refused.Error));
        Assert.That(await TryAsync("eve", s_here, isRight: true), Is.Null);
    }

    [TestCase("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [TestCase("192.0.2.1", "::ffff:192.0.2.1", true)]
    [TestCase("192.0.2.1", "192.0.2.2", false)]
    [TestCase(null, null, true)]
    public async Task TryAsync_WhenAddressIsOfTheSameHost_CountsTogether(string? first, string? second, bool isTogether)
    {
        await FailAsync("ada", Address(first), 5);
        Assert.That(await TryAsync("ada", Address(second), isRight: true) is not null, Is.EqualTo(isTogether));
    }

    [Test]
    public async Task TryAsync_WhenAccountsComeAndGo_KeepsOnlyWindowsThatSaySomething()
    {
        for (var i = 0; i < 20_000; i++)
        {
            await TryAsync($"{i}", new IPAddress([10, 0, (byte)(i >> 8), (byte)i]), isRight: false);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(_attempts.Count, Is.LessThan(2048));
    }

    private static IPAddress? Address(string? text) => text is null ? null : IPAddress.Parse(text);

    private async Task<Error?> TryAsync(string account, IPAddress? address, bool isRight) =>
        (await _attempts.TryAsync(account, address, () => isRight, default)).Error;

    /// <summary>How many of some wrong attempts were made at all.</summary>
    private async Task<int> FailAsync(string account, IPAddress? address, int times)
    {
        var made = 0;
        for (var i = 0; i < times; i++)
        {
            made += await TryAsync(account, address, isRight: false) is null ? 1 : 0;
        }

        return made;
    }

    private sealed class StoppedClock : TimeProvider
    {
        private long _timestamp = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _timestamp);

        public void Advance(TimeSpan span) => Interlocked.Add(ref _timestamp, span.Ticks);
    }
}
