namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>A clock that stands still until a test moves it. It begins at <see cref="Samples.Now"/>.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Samples.Now + new TimeSpan(GetTimestamp());

    public void Advance(TimeSpan span) => Interlocked.Add(ref _ticks, span.Ticks);
}
