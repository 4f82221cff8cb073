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
    public const int RoundsForTheRecord = 5;

    /// <summary>Whether the table is written to the document.</summary>
    public bool IsForTheRecord => Rounds >= RoundsForTheRecord && Only is null && Server is null;
}

/// <summary>Loads the server and the floor in turn, in rounds, and sets one beside the other.</summary>
internal sealed class WholeRun
{
    private readonly ScratchFolder _folder;
    private readonly PlatformProcess _platform;
    private readonly FloorProcess _floor;
    private readonly Wrk _wrk;
    private readonly WholeOptions _options;

    private WholeRun(ScratchFolder folder, PlatformProcess platform, FloorProcess floor, WholeOptions options)
    {
        (_folder, _platform, _floor, _options) = (folder, platform, floor, options);
        _wrk = new Wrk(folder.Path, options.Connections);
    }

    public static async Task<int> RunAsync(WholeOptions options, CancellationToken cancellationToken)
    {
        await Wrk.RequireAsync(cancellationToken);
        using var folder = new ScratchFolder();
        var program = options.Server ?? Repository.Server;
        var (store, adminToken) = (folder.File("tokenplatform.db"), PlatformProcess.NewAdminToken());
        var secrets = await PlatformProcess.SeedAsync(program, store, adminToken, LoadCases.Tokens, folder.File("secrets"), cancellationToken);
        using var platform = await PlatformProcess.StartAsync(program, store, adminToken, folder.File("server.log"), cancellationToken);
        using var floor = await FloorProcess.StartAsync(program, folder.File("secrets"), folder.File("floor.log"), cancellationToken);
        var run = new WholeRun(folder, platform, floor, options);
        var cases = new LoadCases(platform, secrets, await platform.IssueAsync("tokens:verify", cancellationToken)).All()
            .Where(item => options.Only is null || item.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)).ToList();
        var pairs = await run.MeasureAsync(cases, cancellationToken);
        var table = WholeTable.Write(pairs, options);
        Console.WriteLine(table);
        if (options.IsForTheRecord)
        {
            Document.Replace("whole", table);
        }

        return 0;
    }

    private async Task<IReadOnlyDictionary<LoadCase, List<Pair>>> MeasureAsync(List<LoadCase> cases, CancellationToken cancellationToken)
    {
        var pairs = cases.ToDictionary(item => item, _ => new List<Pair>());
        foreach (var item in cases)
        {
            await CheckAsync(item, cancellationToken);
            await PreparedRequest.WriteAsync(RequestsFile(item), item.Requests, _platform.Server.Address);
            await PreparedRequest.WriteAsync(RequestsFile(item) + ".floor", item.FloorRequests, _floor.Server.Address);
        }

        // The round before the first is for the compiler.
        for (var round = 0; round <= _options.Rounds; round++)
        {
            foreach (var item in cases)
            {
                var server = await MeasureAsync(
                    _platform.Server, _platform.AllocatedBytesAsync, RequestsFile(item), (int)item.Status >= 400, round, cancellationToken);
                var floor = await MeasureAsync(
                    _floor.Server, _floor.AllocatedBytesAsync, RequestsFile(item) + ".floor", isRefused: false, round, cancellationToken);
                if (round > 0)
                {
                    pairs[item].Add(new Pair(server, floor));
                }

                Console.Error.WriteLine(FormattableString.Invariant(
                    $"round {round}: {item.Name} {server.Load.PerSecond:0}/s, {item.FloorName} {floor.Load.PerSecond:0}/s"));
            }
        }

        return pairs;

        string RequestsFile(LoadCase item) => _folder.File(FormattableString.Invariant($"requests-{cases.IndexOf(item)}"));
    }

    private async Task<Sample> MeasureAsync(
        ServerProcess server, Func<CancellationToken, Task<long>> allocated, string requestsFile, bool isRefused, int round, CancellationToken cancellationToken)
    {
        var before = await allocated(cancellationToken);
        var load = await _wrk.LoadAsync(server.Address, requestsFile, _options.Seconds, round + 1, cancellationToken);
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
