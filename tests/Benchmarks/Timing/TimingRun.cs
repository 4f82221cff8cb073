using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using TokenPlatform.Benchmarks.Processes;
using TokenPlatform.Benchmarks.Whole;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Benchmarks.Timing;

/// <summary>
/// Asks whether refusals can be told apart by the time that they take: all kinds in random order, one after another, on one
/// connection; sign-ins, which are slow on purpose, on as many connections as there are cores.
/// </summary>
internal static class TimingRun
{
    /// <summary>How many requests of each kind for the record.</summary>
    public const int Requests = 20_000;

    private const double MostT = 4.5;
    private const int WarmUp = 2_000;
    private const int SignInsForWarmUp = 10;

    /// <summary>How many sign-ins of each kind for a look. As many as requests take an hour.</summary>
    public const int SignIns = 400;

    // An account is held to 100 failures in 15 minutes.
    private const int SignInsOfAnAccount = 80;

    public static async Task<int> RunAsync(int requests, int signIns, string? server, CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder();
        using var platform = await PlatformProcess.StartAsync(
            server ?? Repository.Server,
            folder.File("tokenplatform.db"),
            PlatformProcess.NewAdminToken(),
            folder.File("server.log"),
            cancellationToken,
            ("Server__FailedAuthenticationsPerMinute", "0"),
            ("Server__TrustedProxies", "127.0.0.0/8"));
        using var http = new HttpClient { BaseAddress = platform.Server.Address };

        Console.WriteLine(Machine.Describe());
        var tokens = await TokensAsync(platform, cancellationToken);
        foreach (var path in new[] { "/v1/me", $"/gateway/authorize?org_id={platform.OrganizationId}" })
        {
            var kinds = tokens.ToDictionary(kind => kind.Key, kind => (Func<int, PreparedRequest>)(_ => Get(path, kind.Value)), StringComparer.Ordinal);
            Console.WriteLine(Table(path.Split('?')[0], await MeasureAsync(http, kinds, WarmUp, requests, atOnce: 1, cancellationToken)));
        }

        var people = await PeopleAsync(platform, signIns, cancellationToken);
        Console.WriteLine(Table(
            "/api/v1/auth/login", await MeasureAsync(http, people, SignInsForWarmUp, signIns, Environment.ProcessorCount, cancellationToken)));
        return 0;
    }

    private static async Task<Dictionary<string, string>> TokensAsync(PlatformProcess platform, CancellationToken cancellationToken)
    {
        var living = await platform.IssueAsync("invoices:read", cancellationToken);
        return new(StringComparer.Ordinal)
        {
            ["unknown"] = TokenSecret.Generate(SecretKind.App).Reveal(),
            ["wrong last character"] = new StringBuilder(living) { [^1] = living[^1] == '0' ? '1' : '0' }.ToString(),
            ["revoked"] = await platform.IssueRevokedAsync("invoices:read", cancellationToken),
        };
    }

    private static async Task<Dictionary<string, Func<int, PreparedRequest>>> PeopleAsync(PlatformProcess platform, int signIns, CancellationToken cancellationToken)
    {
        for (var number = 0; number <= (SignInsForWarmUp + signIns) / SignInsOfAnAccount; number++)
        {
            var user = await platform.PostAsync("/v1/users", new { email = EmailOf("known", number), name = "Known" }, cancellationToken);
            await platform.PutAsync($"/v1/users/{user.GetProperty("user_id").GetString()}/password", new { password = "correct horse battery" }, cancellationToken);
        }

        return new(StringComparer.Ordinal) { ["unknown user"] = turn => SignIn("other", turn), ["wrong password"] = turn => SignIn("known", turn) };
    }

    private static async Task<Dictionary<string, List<double>>> MeasureAsync(
        HttpClient http, Dictionary<string, Func<int, PreparedRequest>> kinds, int warmUp, int requests, int atOnce, CancellationToken cancellationToken)
    {
        var samples = kinds.ToDictionary(kind => kind.Key, _ => new double[warmUp + requests], StringComparer.Ordinal);
        var turns = Enumerable.Range(0, warmUp + requests).SelectMany(number => kinds.Keys.Select(kind => (Kind: kind, Number: number))).ToArray();
        RandomNumberGenerator.Shuffle(turns.AsSpan(kinds.Count * warmUp));
        var several = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(turns, several, async (turn, stopping) =>
        {
            using var message = kinds[turn.Kind](turn.Number).ToMessage();
            var sent = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(message, stopping);
            samples[turn.Kind][turn.Number] = Stopwatch.GetElapsedTime(sent).TotalMicroseconds;
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                throw new MeasuringException($"{turn.Kind} was answered {(int)answer.StatusCode}");
            }
        });

        return samples.ToDictionary(kind => kind.Key, kind => kind.Value.Skip(warmUp).ToList(), StringComparer.Ordinal);
    }

    private static string Table(string path, Dictionary<string, List<double>> samples)
    {
        var text = new StringBuilder().AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{path}`, {samples.Values.First().Count:#,0} requests of each kind.").AppendLine();
        text.AppendLine("| compared | median µs | median µs | Welch's t | asked | t without the slowest tenth |").AppendLine("|---|--:|--:|--:|--:|--:|");
        var kinds = samples.Keys.ToList();
        foreach (var (one, other) in kinds.SelectMany((one, place) => kinds.Skip(place + 1).Select(other => (one, other))))
        {
            var (a, b) = (samples[one], samples[other]);
            var t = Welch.T(a, b);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {one}, {other} | {a.Median(us => us):0.0} | {b.Median(us => us):0.0} | {t:0.0} | < 4.5{(Math.Abs(t) < MostT ? string.Empty : ", missed")} | {Welch.T(Usual(a, b), Usual(b, a)):0.0} |");
        }

        return text.ToString();
    }

    // What waited for the machine says little of the server; both lose what is slower than nine tenths of both.
    private static List<double> Usual(List<double> sample, List<double> other)
    {
        var both = sample.Concat(other).Order().ToList();
        var bound = both[both.Count * 9 / 10];
        return [.. sample.Where(us => us <= bound)];
    }

    private static PreparedRequest Get(string path, string secret) => new("GET", path, [("Authorization", $"Bearer {secret}")]);

    // Each from an address of its own, which may fail 50 times; both kinds of a turn from the same.
    private static PreparedRequest SignIn(string who, int turn) => new(
        "POST",
        "/api/v1/auth/login",
        [("X-Forwarded-For", FormattableString.Invariant($"198.18.{turn / 250}.{turn % 250}"))],
        $$"""{"email":"{{EmailOf(who, turn / SignInsOfAnAccount)}}","password":"wrong horse battery"}""");

    private static string EmailOf(string who, int number) => FormattableString.Invariant($"{who}-{number}@example.com");
}
