using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Architecture.Tests.Samples;

internal sealed record KnowsStoreByField(object Store)
{
    private readonly Migrator? _migrator = Store as Migrator;

    public bool Has => _migrator is not null;
}

internal static class KnowsStoreByParameter
{
    public static bool Has(Migrator? migrator) => migrator is not null;
}

internal static class KnowsStoreByGenericArgument
{
    public static IReadOnlyList<Migrator[]> All() => [];
}

internal static class KnowsStoreByCall
{
    public static int Count() => Migrator.Scripts("Sqlite").Count;
}

internal static class KnowsStoreByCatch
{
    public static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}

internal static class KnowsStoreInLambda
{
    public static Func<int> Counter(string dialect) => () => Migrator.Scripts(dialect).Count;
}

internal static class KnowsStoreWhenAsync
{
    public static async Task<int> CountAsync()
    {
        await Task.Yield();
        return Migrator.Scripts("Sqlite").Count;
    }
}

internal static class KnowsNothing
{
    public static async Task<int> CountAsync(string text)
    {
        await Task.Yield();
        return text.Length switch
        {
            0 => 10,
            1 => 12,
            2 => 17,
            3 => 23,
            _ => new[] { 1, 2L, 3.5 }.Count(number => number > text.Length),
        };
    }
}
