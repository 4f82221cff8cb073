using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TokenPlatform.Benchmarks.Processes;

/// <summary>A server as a process of its own. What it prints goes to a file, as it would at an operator's.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly string _log;

    private ServerProcess(Process process, Uri address, string log)
    {
        _process = process;
        _log = log;
        Http = new HttpClient { BaseAddress = address, Timeout = s_patience };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => Http.BaseAddress!;

    /// <summary>Asks it.</summary>
    public HttpClient Http { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>What it holds in memory now, in bytes.</summary>
    public long ResidentBytes => ReadStatus("VmRSS:");

    /// <summary>The most that it ever held in memory, in bytes.</summary>
    public long PeakResidentBytes => ReadStatus("VmHWM:");

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="command">Program and arguments; <c>--urls</c> is added.</param>
    /// <param name="environment">What is set for it, beside what it inherits.</param>
    /// <param name="readyPath">Answers 200 once it can serve.</param>
    /// <param name="log">The file that takes what it prints.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<ServerProcess> StartAsync(
        IEnumerable<string> command, IReadOnlyDictionary<string, string> environment, string readyPath, string log, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");

        // The shell gives its place to the server, whose process id it leaves behind, and nobody reads a pipe meanwhile.
        string[] shell = ["-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1", "sh", log];
        var start = new ProcessStartInfo("/bin/sh", [.. shell, .. command, "--urls", address.GetLeftPart(UriPartial.Authority)]);
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var began = TimeProvider.System.GetTimestamp();
        var server = new ServerProcess(Process.Start(start)!, address, log);
        try
        {
            await server.WaitAsync(readyPath, began, cancellationToken);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private long ReadStatus(string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }

    private async Task WaitAsync(string readyPath, long began, CancellationToken cancellationToken)
    {
        while (!await IsReadyAsync(readyPath, cancellationToken))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(began) > s_patience)
            {
                throw new MeasuringException($"A server did not start: {string.Join(' ', File.ReadLines(_log).TakeLast(5))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }

        StartedIn = TimeProvider.System.GetElapsedTime(began);
    }

    private async Task<bool> IsReadyAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
