namespace TokenPlatform.Application.Common;

/// <summary>The moment as the stores can keep it.</summary>
public static class Clock
{
    /// <summary>Now, UTC, cut to microseconds, so that what is answered is what will be read back.</summary>
    /// <param name="clock">The only source of time.</param>
    public static DateTimeOffset GetNow(this TimeProvider clock) => CutToMicroseconds(clock.GetUtcNow());

    /// <summary>Drops what is finer than a microsecond and moves to UTC.</summary>
    /// <param name="time">Any time.</param>
    public static DateTimeOffset CutToMicroseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
