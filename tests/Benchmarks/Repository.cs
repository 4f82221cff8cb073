namespace TokenPlatform.Benchmarks;

/// <summary>Where things are in the sources.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The server as it was built along with this program.</summary>
    public static string Server { get; } =
        Path.Combine(Root, "src", "Api", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "TokenPlatform.Api.dll");

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "TokenPlatform.sln"))
            ? folder.FullName
            : FindRoot(folder.Parent ?? throw new DirectoryNotFoundException("No solution above this program"));
}
