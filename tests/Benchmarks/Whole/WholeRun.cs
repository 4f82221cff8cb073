using System.Net;
using TokenPlatform.Benchmarks.Processes;

namespace TokenPlatform.Benchmarks.Whole;

/// <summary>What a run of <c>whole</c> is told.</summary>
/// <param name="Rounds">How often each request is measured.</param>
/// <param name="Seconds">How long each measurement takes.</param>
/// <param name="Connections">How many connections wrk keeps.</param>
/// <param name="Only">Part of a name; null for all requests.</param>
/// <param name="Server">The server's program; null for the one that was built along.</param>
internal sealed record WholeOptions(int Rounds, int Seconds, int Connections, string? Only, string? Server)
{
    /// <summary>Fewer rounds are good for a look, and not for the record.</summary>
    public const int RoundsForTheRecord = 20;

    /// <summary>Whether the table is written to the document.</summary>
    public bool IsForTheRecord => Rounds >= RoundsForTheRecord && Only is null && Server is null;
}

/// <summary>Loads the server and the floor in turn, in rounds, and sets one beside the other.</summary>
internal sealed class WholeRun : IDisposable
{
    // What a process has allocated it counts when its collector runs: so often that what is not counted yet is next to nothing.
    private static readonly (string Key, string Value)[] s_countsOften = [("DOTNET_GCgen0size", "400000"), ("DOTNET_GCDynamicAdaptationMode", "0")];

    private readonly ScratchFolder _folder;
    private readonly PlatformProcess _platform;
    private readonly FloorProcess _floor;
    private readonly Wrk _wrk;
    private readonly int _seconds;

    private WholeRun(ScratchFolder folder, PlatformProcess platform, FloorProcess floor, WholeOptions options)
    {
        (_folder, _platform, _floor, _seconds) = (folder, platform, floor, options.Seconds);
        _wrk = new Wrk(folder.Path, options.Connections);
    }

    public static async Task<int> RunAsync(WholeOptions options, CancellationToken cancellationToken)
    {
        await Wrk.RequireAsync(cancellationToken);
        using var folder = new ScratchFolder();
        var program = options.Server ?? Repository.Server;
        var (store, adminToken, secretsFile) = (folder.File("tokenplatform.db"), PlatformProcess.NewAdminToken(), folder.File("secrets"));
        var secrets = await PlatformProcess.SeedAsync(program, store, adminToken, LoadCases.Tokens, secretsFile, cancellationToken);
        async Task<WholeRun> StartAsync(params (string Key, string Value)[] settings)
        {
            var platform = await PlatformProcess.StartAsync(program, store, adminToken, folder.File("server.log"), cancellationToken, settings);
            try
            {
                var floor = await FloorProcess.StartAsync(program, secretsFile, folder.File("floor.log"), cancellationToken, settings);
                return new WholeRun(folder, platform, floor, options);
            }
            catch
            {
                platform.Dispose();
                throw;
            }
        }

        IReadOnlyList<LoadCase> cases;
        IReadOnlyDictionary<LoadCase, List<Pair>> speeds;
        using (var run = await StartAsync())
        {
            cases =
            [
                .. new LoadCases(run._platform, secrets, await run._platform.IssueAsync("tokens:verify", cancellationToken)).All()
                    .Where(item => options.Only is null || item.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)),
            ];
            speeds = await run.MeasureAsync(cases, options.Rounds, cancellationToken);
        }

        using var counting = await StartAsync(s_countsOften);
        var allocations = await counting.MeasureAsync(cases, rounds: 1, cancellationToken);
        var table = WholeTable.Write(speeds, allocations, options);
        Console.WriteLine(table);
        if (options.IsForTheRecord)
        {
            Document.Replace("whole", table);
        }

        return 0;
    }

    public void Dispose()
    {
        _platform.Dispose();
        _floor.Dispose();
    }

    private async Task<IReadOnlyDictionary<LoadCase, List<Pair>>> MeasureAsync(
        IReadOnlyList<LoadCase> cases, int rounds, CancellationToken cancellationToken)
    {
        var pairs = cases.ToDictionary(item => item, _ => new List<Pair>());
        var files = cases.Index().ToDictionary(pair => pair.Item, pair => _folder.File(FormattableString.Invariant($"requests-{pair.Index}")));
        foreach (var (item, file) in files)
        {
            await CheckAsync(item, cancellationToken);
            await PreparedRequest.WriteAsync(file, item.Requests, _platform.Server.Address);
            await PreparedRequest.WriteAsync(file + ".floor", item.FloorRequests, _floor.Server.Address);
        }

        // The round before the first is for the compiler.
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (item, file) in files)
            {
                var pair = await MeasureAsync(item, file, round, cancellationToken);
                if (round > 0)
                {
                    pairs[item].Add(pair);
                }

                Console.Error.WriteLine(FormattableString.Invariant(
                    $"round {round}: {item.Name} {pair.Server.Load.PerSecond:0}/s, {item.FloorName} {pair.Floor.Load.PerSecond:0}/s"));
            }
        }

        return pairs;
    }

    // Each comes first in every other round: what comes second finds the machine as the first left it.
    private async Task<Pair> MeasureAsync(LoadCase item, string file, int round, CancellationToken cancellationToken)
    {
        Task<Sample> ServerAsync() => MeasureAsync(
            _platform.Server, _platform.AllocatedBytesAsync, file, (int)item.Status >= 400, round, cancellationToken);
        Task<Sample> FloorAsync() => MeasureAsync(
            _floor.Server, _floor.AllocatedBytesAsync, file + ".floor", isRefused: false, round, cancellationToken);
        if (round % 2 == 0)
        {
            var floor = await FloorAsync();
            return new Pair(await ServerAsync(), floor);
        }

        return new Pair(await ServerAsync(), await FloorAsync());
    }

    private async Task<Sample> MeasureAsync(
        ServerProcess server, Func<CancellationToken, Task<long>> allocated, string requestsFile, bool isRefused, int round, CancellationToken cancellationToken)
    {
        var before = await allocated(cancellationToken);
        var load = await _wrk.LoadAsync(server.Address, requestsFile, _seconds, round + 1, cancellationToken);
        var resident = server.ResidentBytes;
        var after = await allocated(cancellationToken);
        if (load.Lost > 0 || load.Refused != (isRefused ? load.Requests : 0))
        {
            throw new MeasuringException(FormattableString.Invariant(
                $"{requestsFile}: of {load.Requests} requests {load.Refused} were refused and {load.Lost} lost"));
        }

        return new Sample(load, (double)(after - before) / load.Requests, resident);
    }

    private async Task CheckAsync(LoadCase item, CancellationToken cancellationToken)
    {
        using var message = item.Requests[0].ToMessage();
        using var answer = await _platform.Server.Http.SendAsync(message, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.StatusCode != item.Status || !body.Contains(item.Proof, StringComparison.Ordinal))
        {
            throw new MeasuringException($"{item.Name} answered {(int)answer.StatusCode} {body}");
        }

        using var floorMessage = item.FloorRequests[0].ToMessage();
        using var floorAnswer = await _floor.Server.Http.SendAsync(floorMessage, cancellationToken);
        if (floorAnswer.StatusCode != HttpStatusCode.OK)
        {
            throw new MeasuringException($"{item.FloorName} answered {(int)floorAnswer.StatusCode}");
        }
    }
}
