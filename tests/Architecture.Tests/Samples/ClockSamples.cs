namespace TokenPlatform.Architecture.Tests.Samples;

#pragma warning disable RS0030, CA5394, MA0132, MA0133 // Banned, which is the point.

internal static class ReadsUtcNow
{
    public static int Year() => DateTime.UtcNow.Year;
}

internal static class ReadsNow
{
    public static int Year() => DateTimeOffset.Now.Year;
}

internal static class ReadsUtcNowWhenAsync
{
    public static async Task<Func<DateTimeOffset>> ClockAsync()
    {
        await Task.Yield();
        return () => DateTimeOffset.UtcNow;
    }
}

internal static class RollsDice
{
    public static int Roll() => Random.Shared.Next(6);
}
