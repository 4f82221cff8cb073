using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TokenPlatform.Benchmarks.Processes;

namespace TokenPlatform.Benchmarks.Micro;

/// <summary>Measures the parts of a verification, each alone.</summary>
internal static class MicroRun
{
    /// <summary>Runs them.</summary>
    /// <param name="isShort">Fewer iterations: good for a look, and not for the record.</param>
    public static int Run(bool isShort)
    {
        using var folder = new ScratchFolder();

        // In this process: nothing is built anew, and the parts are asked of the server's own composition.
        var config = DefaultConfig.Instance
            .AddJob((isShort ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(folder.Path);
        var summary = BenchmarkRunner.Run<VerificationParts>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
        {
            throw new MeasuringException("A benchmark failed, see above");
        }

        var table = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, table);
        if (!isShort)
        {
            Document.Replace("micro", $"{Machine.Describe()}\n\n{table.GetLog().Trim().Replace("&#39;", string.Empty, StringComparison.Ordinal)}");
        }

        return 0;
    }
}
