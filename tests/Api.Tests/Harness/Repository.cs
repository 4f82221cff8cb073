namespace TokenPlatform.Api.Tests.Harness;

/// <summary>What stands beside the program in the repository.</summary>
internal static class Repository
{
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TokenPlatform.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine([folder.FullName, .. parts]);
    }
}
