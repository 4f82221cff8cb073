using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using TokenPlatform.Benchmarks.Processes;
using TokenPlatform.Benchmarks.Whole;

namespace TokenPlatform.Benchmarks.Greedy;

/// <summary>
/// Asks how long a healthy client waits while greedy ones are at work, from the same address as it. The greedy ones run
/// where nobody else would, and the healthy one, where that is allowed, before the server: what is measured is how long the
/// server lets it wait, not what clients on the same machine take from each other.
/// </summary>
internal static class GreedyRun
{
    private const double MostP99Ratio = 2;

    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(int rounds, int seconds, string? server, CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder();
        using var platform = await PlatformProcess.StartAsync(
            server ?? Repository.Server, folder.File("tokenplatform.db"), PlatformProcess.NewAdminToken(), folder.File("server.log"), cancellationToken);
        TakePriority();
        using var healthy = new HttpClient { BaseAddress = platform.Server.Address };
        healthy.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await platform.IssueAsync("invoices:read", cancellationToken));
        var question = new Uri($"/gateway/authorize?org_id={platform.OrganizationId}&permission=invoices:read", UriKind.Relative);
        var span = TimeSpan.FromSeconds(seconds);
        await AskAsync(healthy, question, span, cancellationToken);

        var rows = Enum.GetValues<CrowdKind>().ToDictionary(kind => kind, _ => new List<(Wait Quiet, Wait Greedy, double ResidentMegabytes)>());

        // The round before the first is for the compiler, which has not seen such clients yet.
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (kind, measured) in rows)
            {
                var quiet = await AskAsync(healthy, question, span, cancellationToken);
                using var crowd = Start(platform, kind);
                try
                {
                    await Task.Delay(s_settling, cancellationToken);
                    var greedy = await AskAsync(healthy, question, span, cancellationToken);
                    if (round > 0)
                    {
                        measured.Add((quiet, greedy, platform.Server.ResidentBytes / 1e6));
                    }
                }
                finally
                {
                    crowd.Kill();
                    await crowd.WaitForExitAsync(CancellationToken.None);
                }

                await Task.Delay(s_settling, cancellationToken);
            }
        }

        Console.WriteLine(Table(rows, rounds, seconds));
        return 0;
    }

    private static void TakePriority()
    {
        try
        {
            using var own = Process.GetCurrentProcess();
            own.PriorityClass = ProcessPriorityClass.High;
        }
        catch (Win32Exception)
        {
            Console.Error.WriteLine("The healthy client has no priority over the server: that takes root.");
        }
    }

    private static Process Start(PlatformProcess platform, CrowdKind kind) => Process.Start(new ProcessStartInfo(
        "chrt",
        [
            // Low priority would not do: the scheduler lets even such a process end its turn of 3 ms before others.
            "--idle", "0", "dotnet", typeof(GreedyRun).Assembly.Location, "crowd",
            "--urls", platform.Server.Address.ToString(), "--kind", kind.ToString(), "--token", platform.AdminToken,
        ]))!;

    private static async Task<Wait> AskAsync(HttpClient healthy, Uri question, TimeSpan span, CancellationToken cancellationToken)
    {
        var waits = new List<double>();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < span;)
        {
            var sent = Stopwatch.GetTimestamp();
            using var answer = await healthy.GetAsync(question, cancellationToken);
            waits.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();

            // Paced: a client that asks without a pause is a flood itself.
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
        }

        waits.Sort();
        return new Wait(waits[waits.Count / 2], waits[waits.Count * 99 / 100]);
    }

    private static string Table(Dictionary<CrowdKind, List<(Wait Quiet, Wait Greedy, double ResidentMegabytes)>> rows, int rounds, int seconds)
    {
        var text = new StringBuilder().AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Medians of {rounds} rounds of {seconds} seconds; a healthy client asks `/gateway/authorize` on one connection.").AppendLine();
        text.AppendLine("| greedy clients | quiet p50 ms | quiet p99 ms | p50 ms | p99 ms | p99, of its quiet value | asked | resident MB |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (kind, measured) in rows)
        {
            var ratio = measured.Median(pair => pair.Greedy.P99 / pair.Quiet.P99);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {NameOf(kind)} | {measured.Median(pair => pair.Quiet.P50):0.00} | {measured.Median(pair => pair.Quiet.P99):0.00} | {measured.Median(pair => pair.Greedy.P50):0.00} | {measured.Median(pair => pair.Greedy.P99):0.00} | {ratio:0.0} | < 2{(ratio < MostP99Ratio ? string.Empty : ", missed")} | {measured.Median(pair => pair.ResidentMegabytes):0} |");
        }

        return text.ToString();
    }

    private static string NameOf(CrowdKind kind) => kind switch
    {
        CrowdKind.Slow => "200 connections with slow headers",
        CrowdKind.Upload => "8 uploads of 100 MB at a time",
        _ => "a flood of unknown tokens on 32 connections",
    };

    private sealed record Wait(double P50, double P99);
}
