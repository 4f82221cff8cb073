using System.Globalization;
using System.Text;

namespace TokenPlatform.Benchmarks.Whole;

/// <summary>The table of a run, in Markdown.</summary>
internal static class WholeTable
{
    private const double LeastOfHotToken = 0.90;

    /// <summary>Writes it.</summary>
    /// <param name="pairs">How fast requests were answered, in each round.</param>
    /// <param name="allocations">The same of processes that count well what they allocate, and are slower for it.</param>
    /// <param name="options">How it was measured.</param>
    public static string Write(
        IReadOnlyDictionary<LoadCase, List<Pair>> pairs, IReadOnlyDictionary<LoadCase, List<Pair>> allocations, WholeOptions options)
    {
        var text = new StringBuilder();
        text.AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Medians of {options.Rounds} rounds of {options.Seconds} seconds, `wrk -t1 -c{options.Connections}`.").AppendLine();
        text.AppendLine("| request | requests/s | p50 ms | p99 ms | of its floor | asked | p99, of its floor's | asked | bytes allocated beyond its floor's | asked | resident MB |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (item, measured) in pairs)
        {
            text.AppendLine(Row(item, measured, allocations[item].Median(pair => pair.Server.AllocatedBytes - pair.Floor.AllocatedBytes)));
        }

        foreach (var floor in pairs.Keys.GroupBy(item => item.FloorName, StringComparer.Ordinal))
        {
            var allocated = floor.SelectMany(item => allocations[item]).Median(pair => pair.Floor.AllocatedBytes);
            text.AppendLine(FloorRow(floor.Key, [.. floor.SelectMany(item => pairs[item]).Select(pair => pair.Floor)], allocated));
        }

        return text.Append(HotTokenSentence(pairs)).ToString();
    }

    // Ratios are those of a round, and the median of them: what slowed the machine for a while slowed both.
    private static string Row(LoadCase item, List<Pair> measured, double beyond)
    {
        var ratio = measured.Median(pair => pair.Server.Load.PerSecond / pair.Floor.Load.PerSecond);
        var slower = measured.Median(pair => pair.Server.Load.P99 / pair.Floor.Load.P99);
        var asked = Asked(FormattableString.Invariant($"≥ {item.LeastRatio:0.00}"), item.LeastRatio is { } least ? ratio >= least : null);
        var askedP99 = Asked(FormattableString.Invariant($"< {item.MostP99Ratio:0}"), item.MostP99Ratio is { } most ? slower < most : null);
        var askedBytes = Asked(FormattableString.Invariant($"< {item.MostAllocatedBeyond:#,0}"), item.MostAllocatedBeyond is { } bytes ? beyond < bytes : null);
        return FormattableString.Invariant(
            $"{Speed(item.Name, [.. measured.Select(pair => pair.Server)])} {ratio:0.00} of `{item.FloorName}` | {asked} | {slower:0.0} | {askedP99} | {beyond:#,0} | {askedBytes} | {Resident(measured.Select(pair => pair.Server))} |");
    }

    private static string FloorRow(string name, IReadOnlyList<Sample> samples, double allocated) => FormattableString.Invariant(
        $"{Speed($"floor `{name}`", samples)} | | | | {allocated:#,0} in all | | {Resident(samples)} |");

    private static string Speed(string name, IReadOnlyList<Sample> samples) => FormattableString.Invariant(
        $"| {name} | {samples.Median(sample => sample.Load.PerSecond):#,0} | {samples.Median(sample => sample.Load.P50):0.00} | {samples.Median(sample => sample.Load.P99):0.00} |");

    private static string Resident(IEnumerable<Sample> samples) =>
        FormattableString.Invariant($"{samples.Median(sample => sample.ResidentBytes) / 1e6:0}");

    private static string Asked(string target, bool? isReached) => isReached switch
    {
        null => string.Empty,
        true => target,
        false => $"{target}, missed",
    };

    private static string HotTokenSentence(IReadOnlyDictionary<LoadCase, List<Pair>> pairs)
    {
        var hot = pairs.FirstOrDefault(pair => pair.Key.Name == LoadCases.HotToken).Value;
        var many = pairs.FirstOrDefault(pair => pair.Key.Name == LoadCases.ManyTokens).Value;
        if (hot is null || many is null)
        {
            return string.Empty;
        }

        var ratio = many.Zip(hot).Median(pair => pair.First.Server.Load.PerSecond / pair.Second.Server.Load.PerSecond);
        return FormattableString.Invariant(
            $"\n10,000 tokens at random reach {ratio:0.00} of one hot token (asked: {Asked("≥ 0.90", ratio >= LeastOfHotToken)}).\n");
    }
}
