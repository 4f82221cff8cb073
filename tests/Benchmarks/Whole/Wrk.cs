using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TokenPlatform.Benchmarks.Whole;

/// <summary>What wrk saw.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="PerSecond">The same, a second.</param>
/// <param name="P50">Milliseconds in which half of them were answered.</param>
/// <param name="P99">Milliseconds in which 99 of 100 were.</param>
/// <param name="Refused">Answers of status 400 and up.</param>
/// <param name="Lost">Requests that got no answer.</param>
internal sealed record WrkResult(long Requests, double PerSecond, double P50, double P99, long Refused, long Lost);

/// <summary>Debian's load generator, with a script of ours: <c>apt-get install wrk</c>.</summary>
internal sealed class Wrk(string folder, int connections)
{
    private readonly string _script = WriteScript(folder);

    /// <summary>Makes sure that wrk is installed.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MeasuringException">It is not.</exception>
    public static async Task RequireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(["--version"], cancellationToken);
        }
        catch (Win32Exception)
        {
            throw new MeasuringException("wrk is not installed: on Debian, apt-get install wrk");
        }
    }

    /// <summary>Loads a server.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="requestsFile">What it is sent, see load.lua.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="seed">Which of the requests come when.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<WrkResult> LoadAsync(Uri address, string requestsFile, int seconds, int seed, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-t1", Invariant($"-c{connections}"), Invariant($"-d{seconds}s"), "-s", _script, address.ToString(), "--", requestsFile, Invariant($"{seed}"),
        ];
        var output = await RunAsync(arguments, cancellationToken);
        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith("result ", StringComparison.Ordinal))
            ?? throw new MeasuringException($"wrk said nothing of use: {output}");
        var numbers = result.Split(' ').Skip(1).Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new WrkResult(numbers[0], numbers[0] * 1e6 / numbers[1], numbers[2] / 1e3, numbers[3] / 1e3, numbers[4], numbers[5]);
    }

    private static async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return output + await error;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string WriteScript(string folder)
    {
        var path = Path.Combine(folder, "load.lua");
        using var script = typeof(Wrk).Assembly.GetManifestResourceStream("load.lua")!;
        using var file = File.Create(path);
        script.CopyTo(file);
        return path;
    }
}
