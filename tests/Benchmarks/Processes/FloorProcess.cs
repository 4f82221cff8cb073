using System.Globalization;

namespace TokenPlatform.Benchmarks.Processes;

/// <summary>The floor program, under the runtime settings of the server that it is compared with.</summary>
internal sealed class FloorProcess : IDisposable
{
    private FloorProcess(ServerProcess server) => Server = server;

    public ServerProcess Server { get; }

    public static async Task<FloorProcess> StartAsync(
        string platformProgram, string secretsFile, string log, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var own = typeof(FloorProcess).Assembly.Location;
        string[] command =
        [
            "dotnet", "exec", "--runtimeconfig", Path.ChangeExtension(platformProgram, ".runtimeconfig.json"),
            "--depsfile", Path.ChangeExtension(own, ".deps.json"), own, "floor", "--secrets", secretsFile,
        ];
        var environment = settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        return new FloorProcess(await ServerProcess.StartAsync(command, environment, "/allocated", log, cancellationToken));
    }

    /// <summary>What the process has allocated since it started, in bytes.</summary>
    public async Task<long> AllocatedBytesAsync(CancellationToken cancellationToken) =>
        long.Parse(await Server.Http.GetStringAsync(new Uri("/allocated", UriKind.Relative), cancellationToken), CultureInfo.InvariantCulture);

    public void Dispose() => Server.Dispose();
}
