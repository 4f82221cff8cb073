namespace TokenPlatform.Benchmarks.Processes;

/// <summary>A folder for one run, of which nothing is left.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tokenplatform-benchmarks-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
