using TokenPlatform.Infrastructure.Caching;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests.Caching;

internal sealed class EpochCacheTests
{
    private const int Capacity = 1000;
    private const int UnknownCapacity = 100;
    private const int Key = 7;

    private ManualClock _clock = null!;
    private EpochCache<int, Row> _cache = null!;

    private static IEnumerable<TestCaseData> Evictions =>
    [
        new TestCaseData((EpochCache<int, Row> cache) => cache.Evict(Key)) { TestName = "{m}(Evict)" },
        new TestCaseData((EpochCache<int, Row> cache) => cache.EvictWhere(row => row.Version == 1)) { TestName = "{m}(EvictWhere)" },
        new TestCaseData((EpochCache<int, Row> cache) => cache.Clear()) { TestName = "{m}(Clear)" },
    ];

    [SetUp]
    public void Make()
    {
        _clock = new ManualClock();
        _cache = new EpochCache<int, Row>(Capacity, UnknownCapacity, _clock);
    }

    [Test]
    public async Task LoadAsync_WhenAThousandMissAtOnce_AsksOnce()
    {
        var port = new PausingPort(1);
        var waiting = new Task<Row?>[1000];
        Parallel.For(0, waiting.Length, i => waiting[i] = _cache.LoadAsync(Key, port.ReadAsync, default));

        port.Resume();

        Assert.That(await Task.WhenAll(waiting), Is.All.EqualTo(new Row(1)));
        Assert.That(port.Reads, Is.EqualTo(1));
        Assert.That(Kept(), Is.EqualTo(new Row(1)));
    }

    [Test]
    public async Task LoadAsync_WhenKeysDiffer_AsksForEach()
    {
        var port = new PausingPort(1);
        var first = _cache.LoadAsync(1, port.ReadAsync, default);
        var second = _cache.LoadAsync(2, port.ReadAsync, default);

        port.Resume();
        await Task.WhenAll(first, second);

        Assert.That(port.Reads, Is.EqualTo(2));
    }

    [TestCaseSource(nameof(Evictions))]
    public async Task LoadAsync_WhenEvictedBetweenReadAndStore_DoesNotBringTheStaleRowBack(Action<EpochCache<int, Row>> evict)
    {
        var port = new PausingPort(1);
        var before = _cache.LoadAsync(Key, port.ReadAsync, default);
        await port.HasRead;

        evict(_cache);
        port.Resume();

        Assert.That(await before, Is.EqualTo(new Row(1)));
        Assert.That(_cache.TryGet(Key, out _), Is.False);
        Assert.That(_cache.Count, Is.Zero);
    }

    [TestCaseSource(nameof(Evictions))]
    public async Task LoadAsync_WhenAskedAfterTheEviction_BeginsALoadOfItsOwn(Action<EpochCache<int, Row>> evict)
    {
        var (slow, fresh) = (new PausingPort(1), new PausingPort(2));
        var before = _cache.LoadAsync(Key, slow.ReadAsync, default);
        await slow.HasRead;
        evict(_cache);

        var after = _cache.LoadAsync(Key, fresh.ReadAsync, default);
        fresh.Resume();
        Assert.That(await after, Is.EqualTo(new Row(2)));
        slow.Resume();
        await before;

        Assert.That(Kept(), Is.EqualTo(new Row(2)));
    }

    [TestCaseSource(nameof(Evictions))]
    public async Task LoadAsync_WhenTheStaleOneEndsFirst_DoesNotHarmTheLoadAfterTheEviction(Action<EpochCache<int, Row>> evict)
    {
        var (slow, fresh) = (new PausingPort(1), new PausingPort(2));
        var before = _cache.LoadAsync(Key, slow.ReadAsync, default);
        await slow.HasRead;
        evict(_cache);
        var after = _cache.LoadAsync(Key, fresh.ReadAsync, default);
        await fresh.HasRead;

        slow.Resume();
        await before;
        var joined = _cache.LoadAsync(Key, fresh.ReadAsync, default);
        fresh.Resume();

        Assert.That(await Task.WhenAll(after, joined), Is.All.EqualTo(new Row(2)));
        Assert.That(fresh.Reads, Is.EqualTo(1));
        Assert.That(Kept(), Is.EqualTo(new Row(2)));
    }

    [TestCaseSource(nameof(Evictions))]
    public async Task TryGet_WhenEvicted_HasNone(Action<EpochCache<int, Row>> evict)
    {
        await LoadAsync(Key, new Row(1));

        evict(_cache);

        Assert.That(_cache.TryGet(Key, out _), Is.False);
    }

    [Test]
    public async Task EvictWhere_WhenOthersAreNotStale_LeavesThem()
    {
        await LoadAsync(1, new Row(1));
        await LoadAsync(2, new Row(2));

        _cache.EvictWhere(row => row.Version == 1);

        Assert.That(_cache.TryGet(1, out _), Is.False);
        Assert.That(_cache.TryGet(2, out var kept), Is.True);
        Assert.That(kept, Is.EqualTo(new Row(2)));
    }

    [Test]
    public async Task TryGet_WhenManyReadWhileOneChanges_NeverShowsWhatWasEvictedBefore()
    {
        var (stored, evicted, stale) = (0L, 0L, 0);
        async Task<Row?> ReadAsync(CancellationToken cancellationToken)
        {
            var row = new Row(Volatile.Read(ref stored));
            await Task.Yield();
            return row;
        }

        var writer = Task.Run(() =>
        {
            for (var version = 1L; version <= 20_000; version++)
            {
                Volatile.Write(ref stored, version);
                _cache.Evict(Key);
                Volatile.Write(ref evicted, version);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!writer.IsCompleted)
            {
                var known = Volatile.Read(ref evicted);
                var row = _cache.TryGet(Key, out var kept) ? kept : await _cache.LoadAsync(Key, ReadAsync, default);
                Interlocked.Add(ref stale, row!.Version < known ? 1 : 0);
            }
        })));
        await writer;

        Assert.That(stale, Is.Zero);
    }

    [Test]
    public async Task LoadAsync_WhenItFails_IsNotKeptAndTheNextTriesAgain()
    {
        Assert.That(() => _cache.LoadAsync(Key, _ => throw new TimeoutException(), default), Throws.TypeOf<TimeoutException>());

        Assert.That(_cache.TryGet(Key, out _), Is.False);
        Assert.That(await LoadAsync(Key, new Row(1)), Is.EqualTo(new Row(1)));
        Assert.That(Kept(), Is.EqualTo(new Row(1)));
    }

    [Test]
    public async Task LoadAsync_WhenWhoBeganItGivesUp_AnswersTheOthers()
    {
        var port = new PausingPort(1);
        using var impatience = new CancellationTokenSource();
        var first = _cache.LoadAsync(Key, port.ReadAsync, impatience.Token);
        var second = _cache.LoadAsync(Key, port.ReadAsync, default);
        await port.HasRead;

        await impatience.CancelAsync();
        Assert.That(() => first, Throws.InstanceOf<OperationCanceledException>());
        port.Resume();

        Assert.That(await second, Is.EqualTo(new Row(1)));
        Assert.That(port.Reads, Is.EqualTo(1));
        Assert.That(Kept(), Is.EqualTo(new Row(1)));
    }

    [Test]
    public async Task TryGet_WhenKeyHasNoValue_SaysSoForFiveSeconds()
    {
        await LoadAsync(Key, null);

        Assert.That(Kept(), Is.Null);
        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.That(Kept(), Is.Null);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.That(_cache.TryGet(Key, out _), Is.False);
    }

    [Test]
    public async Task TryGet_WhenKeyGotAValueMeanwhile_GivesIt()
    {
        await LoadAsync(Key, null);
        await LoadAsync(Key, new Row(1));

        Assert.That(Kept(), Is.EqualTo(new Row(1)));
    }

    [Test]
    public async Task Evict_WhenKeyIsUnknown_ForgetsThat()
    {
        await LoadAsync(Key, null);

        _cache.Evict(Key);

        Assert.That(_cache.TryGet(Key, out _), Is.False);
    }

    [Test]
    public async Task LoadAsync_WhenAHundredThousandAreUnknown_KeepsTheValuesAndFewOfThem()
    {
        for (var key = 0; key < Capacity; key++)
        {
            await LoadAsync(key, new Row(key));
        }

        for (var key = Capacity; key < Capacity + 100_000; key++)
        {
            await LoadAsync(key, null);
        }

        Assert.That(_cache.UnknownCount, Is.EqualTo(UnknownCapacity));
        Assert.That(Enumerable.Range(0, Capacity).Count(key => _cache.TryGet(key, out var row) && row == new Row(key)), Is.EqualTo(Capacity));
    }

    [Test]
    public async Task LoadAsync_WhenMoreThanFit_KeepsAsManyAsFit()
    {
        for (var key = 0; key < 3 * Capacity; key++)
        {
            await LoadAsync(key, new Row(key));
        }

        Assert.That(_cache.Count, Is.EqualTo(Capacity));
    }

    private Task<Row?> LoadAsync(int key, Row? row) => _cache.LoadAsync(key, _ => Task.FromResult(row), default);

    private Row? Kept()
    {
        Assert.That(_cache.TryGet(Key, out var row), Is.True);
        return row;
    }

    internal sealed record Row(long Version);

    /// <summary>A store that pauses between reading its one row and handing it out.</summary>
    private sealed class PausingPort(long version)
    {
        private readonly TaskCompletionSource _hasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _reads;

        public int Reads => _reads;

        public Task HasRead => _hasRead.Task;

        public async Task<Row?> ReadAsync(CancellationToken cancellationToken)
        {
            var row = new Row(version);
            Interlocked.Increment(ref _reads);
            _hasRead.TrySetResult();
            await _resumed.Task.WaitAsync(cancellationToken);
            return row;
        }

        public void Resume() => _resumed.SetResult();
    }
}
