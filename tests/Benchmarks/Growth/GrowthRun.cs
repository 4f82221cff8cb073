using System.Globalization;
using System.Text;
using TokenPlatform.Benchmarks.Processes;
using TokenPlatform.Benchmarks.Whole;

namespace TokenPlatform.Benchmarks.Growth;

/// <summary>Asks a store of few tokens and one of many the same, in turn.</summary>
internal static class GrowthRun
{
    /// <summary>How many tokens the larger store holds for the record.</summary>
    public const int Many = 1_000_000;

    private const int Few = 1_000;
    private const int WarmUp = 100;
    private const int Turns = 400;
    private const double MostGrowth = 1.5;
    private const double MostStartSeconds = 2;
    private const double MostResidentBytes = 350e6;

    public static async Task<int> RunAsync(int many, int seconds, string? server, CancellationToken cancellationToken)
    {
        await Wrk.RequireAsync(cancellationToken);
        var program = server ?? Repository.Server;
        using var folder = new ScratchFolder();
        using var few = await GrownStore.CreateAsync(program, Few, cancellationToken);
        using var large = await GrownStore.CreateAsync(program, many, cancellationToken);
        var text = new StringBuilder().AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Medians of {Turns} requests, one after the other, a request to each store in turn.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| what | {Few:#,0} tokens | {many:#,0} tokens | ratio | asked |").AppendLine("|---|--:|--:|--:|--:|");
        text.AppendLine(await RowAsync("first page of 50, ms", few.ReadFirstPageAsync, large.ReadFirstPageAsync, cancellationToken));
        text.AppendLine(await RowAsync("page of 50 at the end, by cursor, ms", few.ReadDeepPageAsync, large.ReadDeepPageAsync, cancellationToken));
        text.AppendLine(await RowAsync("verify of an uncached token, ms", few.VerifyUncachedAsync, large.VerifyUncachedAsync, cancellationToken));
        text.AppendLine(await RowAsync("create, ms", few.CreateAsync, large.CreateAsync, cancellationToken));
        text.AppendLine(Row("start-up, s", few.StartSeconds, large.StartSeconds, "< 2 s", large.StartSeconds < MostStartSeconds));

        var wrk = new Wrk(folder.Path, connections: 32);
        var (little, much) = (await few.LoadAsync(wrk, seconds, cancellationToken), await large.LoadAsync(wrk, seconds, cancellationToken));
        text.AppendLine(Row("resident memory under load, at its peak, MB", little / 1e6, much / 1e6, "< 350 MB", much < MostResidentBytes));
        Console.WriteLine(text);
        if (many == Many && server is null)
        {
            Document.Replace("growth", text.ToString());
        }

        return 0;
    }

    private static async Task<string> RowAsync(
        string name, Func<int, CancellationToken, Task<double>> few, Func<int, CancellationToken, Task<double>> many, CancellationToken cancellationToken)
    {
        var (little, much) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < WarmUp + Turns; turn++)
        {
            little.Add(await few(turn, cancellationToken));
            much.Add(await many(turn, cancellationToken));
        }

        var (a, b) = (little.Skip(WarmUp).Median(ms => ms), much.Skip(WarmUp).Median(ms => ms));
        return Row(name, a, b, "≤ 1.5", b / a <= MostGrowth);
    }

    private static string Row(string name, double few, double many, string asked, bool isReached) => FormattableString.Invariant(
        $"| {name} | {few:0.00} | {many:0.00} | {many / few:0.00} | {asked}{(isReached ? string.Empty : ", missed")} |");
}
