using TokenPlatform.Api.Authentication;

namespace TokenPlatform.Api.Tests.Authentication;

internal sealed class SlowRefusalsTests
{
    [Test]
    public async Task WaitAsync_WhenMoreWaitThanMay_LetsTheNextGoAndHoldsAgainWhenPlacesAreFree()
    {
        var clock = new StoppedClock();
        var slow = new SlowRefusals(clock);
        using var leaving = new CancellationTokenSource();
        var held = Enumerable.Range(0, SlowRefusals.MaxWaiting).Select(_ => slow.WaitAsync(leaving.Token)).ToList();

        Assert.That(held, Has.All.Property(nameof(Task.IsCompleted)).False);
        Assert.That(clock.Waits, Is.All.EqualTo(SlowRefusals.Pause));
        Assert.That(slow.WaitAsync(CancellationToken.None).IsCompletedSuccessfully, Is.True);

        await leaving.CancelAsync();
        Assert.That(async () => await Task.WhenAll(held), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(slow.WaitAsync(CancellationToken.None).IsCompleted, Is.False);
    }

    /// <summary>Its timers never come.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
