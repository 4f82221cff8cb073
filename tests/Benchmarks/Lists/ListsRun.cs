using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TokenPlatform.Benchmarks.Processes;
using TokenPlatform.Benchmarks.Whole;

namespace TokenPlatform.Benchmarks.Lists;

/// <summary>Asks for what reads many rows: a late page by its number, the preview of a policy, the proof of a chain of events.</summary>
internal static class ListsRun
{
    /// <summary>How many tokens the app has, and how many its organization, for the record.</summary>
    public const int Many = 100_000;

    private const int LatePage = 30;
    private const int PerPage = 30;
    private const int WarmUp = 50;
    private const int Turns = 200;
    private const int Repeats = 5;
    private const double MostOfFirstPage = 1.2;
    private const double MostPreviewSeconds = 1;
    private const double MostBeyondIdle = 50e6;
    private const double LeastEventsPerSecond = 50_000;

    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(int many, string? server, CancellationToken cancellationToken)
    {
        using var store = await ListedStore.CreateAsync(server ?? Repository.Server, many, cancellationToken);
        var text = new StringBuilder().AppendLine(Machine.Describe()).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{many:#,0} live tokens of one app, {many:#,0} of its organization.").AppendLine();
        text.AppendLine("| what | measured | asked |").AppendLine("|---|--:|--:|");

        // The previews come first: what they take is told from what the server held before anybody asked it for much.
        await MeasurePreviewAsync(store.Platform, many, text, cancellationToken);
        await MeasurePagesAsync(store.Platform, text, cancellationToken);
        await MeasureChainAsync(store.Platform, many, text, cancellationToken);
        Console.WriteLine(text);
        if (many == Many && server is null)
        {
            Document.Replace("lists", text.ToString());
        }

        return 0;
    }

    private static async Task MeasurePagesAsync(PlatformProcess platform, StringBuilder text, CancellationToken cancellationToken)
    {
        var (first, late) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < WarmUp + Turns; turn++)
        {
            first.Add(await ReadPageAsync(platform, 1, cancellationToken));
            late.Add(await ReadPageAsync(platform, LatePage, cancellationToken));
        }

        var (a, b) = (first.Skip(WarmUp).Median(ms => ms), late.Skip(WarmUp).Median(ms => ms));
        text.AppendLine(Row($"organization's tokens, page 1, ms", $"{a:0.00}"));
        text.AppendLine(Row($"organization's tokens, page {LatePage}, ms", $"{b:0.00}"));
        text.AppendLine(Row($"page {LatePage}, of page 1", $"{b / a:0.00}", $"≤ {MostOfFirstPage:0.0}", b / a <= MostOfFirstPage));
    }

    private static async Task MeasurePreviewAsync(PlatformProcess platform, int many, StringBuilder text, CancellationToken cancellationToken)
    {
        await Task.Delay(s_rest, cancellationToken);
        var idle = platform.Server.ResidentBytes;
        var body = new { app_id = platform.AppId, max_ttl_days = 1, allowed_permissions = Array.Empty<string>() };
        var seconds = await RepeatAsync(async () =>
        {
            var forecast = await platform.PostAsync($"/v1/orgs/{platform.OrganizationId}/app-token-policies/preview", body, cancellationToken);
            Require(forecast.GetProperty("live_tokens").GetInt32() == many && forecast.GetProperty("affected").GetInt32() == many, "A preview", forecast);
        });
        var (peak, held) = (platform.Server.PeakResidentBytes - idle, platform.Server.ResidentBytes - idle);
        text.AppendLine(Row($"preview of a policy, s", $"{seconds:0.00}", $"< {MostPreviewSeconds:0} s", seconds < MostPreviewSeconds));
        text.AppendLine(Row($"resident memory, idle before the previews, MB", $"{idle / 1e6:0}"));
        text.AppendLine(Row($"resident memory beyond it, at its peak, MB", $"{peak / 1e6:0.0}", $"< {MostBeyondIdle / 1e6:0} MB", peak < MostBeyondIdle));
        text.AppendLine(Row($"resident memory beyond it, after the previews, MB", $"{held / 1e6:0.0}", $"< {MostBeyondIdle / 1e6:0} MB", held < MostBeyondIdle));
    }

    private static async Task MeasureChainAsync(PlatformProcess platform, int many, StringBuilder text, CancellationToken cancellationToken)
    {
        var events = 0L;
        var seconds = await RepeatAsync(async () =>
        {
            var verdict = await platform.GetAsync($"/v1/orgs/{platform.OrganizationId}/audit-events/verify", cancellationToken);
            events = verdict.GetProperty("events").GetInt64();
            Require(verdict.GetProperty("valid").GetBoolean() && events >= many, "A chain", verdict);
        });
        text.AppendLine(Row($"proof of a chain of {events:#,0} events, s", $"{seconds:0.00}"));
        text.AppendLine(Row($"events a second", $"{events / seconds:#,0}", $"≥ {LeastEventsPerSecond:#,0}", events / seconds >= LeastEventsPerSecond));
    }

    // The median of what follows once it was done for the first time, in seconds.
    private static async Task<double> RepeatAsync(Func<Task> act)
    {
        var seconds = new List<double>();
        for (var i = 0; i <= Repeats; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await act();
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return seconds.Skip(1).Median(value => value);
    }

    private static async Task<double> ReadPageAsync(PlatformProcess platform, int page, CancellationToken cancellationToken)
    {
        var path = $"/core/v1/organizations/organization/api_tokens?organization[id]={platform.OrganizationId}&page={page}";
        var began = Stopwatch.GetTimestamp();
        var answer = await platform.GetAsync(path, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Require(answer.GetProperty("api_tokens").GetArrayLength() == PerPage, "A page", answer);
        return elapsed;
    }

    private static void Require(bool isExpected, string what, JsonElement answer)
    {
        if (!isExpected)
        {
            var shown = answer.GetRawText();
            throw new MeasuringException($"{what} is not as expected: {shown[..Math.Min(shown.Length, 300)]}");
        }
    }

    private static string Row(FormattableString what, FormattableString measured, FormattableString? asked = null, bool isReached = true)
    {
        var target = asked is null ? string.Empty : FormattableString.Invariant(asked);
        return $"| {FormattableString.Invariant(what)} | {FormattableString.Invariant(measured)} | {target}{(isReached ? string.Empty : ", missed")} |";
    }
}
