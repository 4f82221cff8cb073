namespace TokenPlatform.Architecture.Tests.Samples;

internal static class GoodSql
{
    public const string Count = $"SELECT COUNT(*) FROM {Table}";

    private const string Table = "apps";
}

internal static class UsesGoodSql
{
    public static string Count() => GoodSql.Count;
}

internal static class ReadOnlySql
{
    public static readonly string Count = string.Concat("SELECT COUNT(*) FROM ", "apps");
}

internal sealed class InstanceSql
{
    public const string Count = "SELECT COUNT(*) FROM apps";
}

public static class PublicSql
{
    public const string Count = "SELECT COUNT(*) FROM apps";
}

internal static class MethodSql
{
    public static string CountOf(string table) => "SELECT COUNT(*) FROM " + table;
}

internal static class StraySelect
{
    public static string Count() => "select COUNT(*) FROM apps";
}

internal static class StrayInterpolation
{
    public static string Delete(string table) => $"\n  DELETE FROM {table}";
}

internal static class StrayPragmaWhenAsync
{
    public static async Task<string> PragmaAsync()
    {
        await Task.Yield();
        return "PRAGMA foreign_keys = OFF";
    }
}
