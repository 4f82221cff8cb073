using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>The real program as a process of its own, started in an empty folder.</summary>
internal sealed partial class ProcessRun : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private ProcessRun(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public static ProcessRun Start(string folder, string arguments, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{typeof(Program).Assembly.Location}\" {arguments}")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new ProcessRun(Process.Start(start)!);
    }

    /// <summary>Runs to the end, which has to come within a minute.</summary>
    public static async Task<(int Code, string Output, string Error)> ToEndAsync(
        string folder, string arguments, params (string Key, string Value)[] environment)
    {
        using var run = Start(folder, arguments, environment);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = await run._process.StandardOutput.ReadToEndAsync(timeout.Token);
        await run._process.WaitForExitAsync(timeout.Token);
        return (run._process.ExitCode, output, await run._error);
    }

    /// <summary>Reads standard output up to a line that contains a text.</summary>
    public async Task<string> ReadToAsync(string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var read = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            read.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return string.Join('\n', read);
            }
        }

        throw new InvalidOperationException($"'{text}' never came: {string.Join('\n', read)} {await _error}");
    }

    /// <summary>Where the program says that it listens.</summary>
    public static Uri AddressIn(string output) => new(Listening().Match(output).Groups["address"].Value);

    /// <summary>Asks the program to end as a service manager does, and waits until it has; a minute at most.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using (var kill = Process.Start("kill", $"-TERM {_process.Id}"))
        {
            await kill.WaitForExitAsync(timeout.Token);
        }

        await _process.StandardOutput.ReadToEndAsync(timeout.Token);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends the process as a crash would.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    [GeneratedRegex("Now listening on: (?<address>http://[0-9.:]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
