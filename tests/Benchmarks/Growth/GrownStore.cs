using System.Diagnostics;
using System.Net.Http.Json;
using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Benchmarks.Processes;
using TokenPlatform.Benchmarks.Whole;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Benchmarks.Growth;

/// <summary>A store with a number of tokens, a server on it, and what is asked of both.</summary>
internal sealed class GrownStore : IDisposable
{
    private const int PageSize = 50;
    private const int Starts = 5;
    private const int FloodOfUnknown = 100_000;

    private readonly ScratchFolder _folder;
    private readonly PlatformProcess _platform;
    private readonly IReadOnlyList<string> _secrets;
    private string _deepCursor = string.Empty;

    private GrownStore(int tokens, ScratchFolder folder, PlatformProcess platform, IReadOnlyList<string> secrets, double startSeconds)
    {
        (Tokens, _folder, _platform, _secrets, StartSeconds) = (tokens, folder, platform, secrets, startSeconds);
    }

    /// <summary>How many tokens it holds.</summary>
    public int Tokens { get; }

    /// <summary>From the start of the process to the first answer; the median of five starts.</summary>
    public double StartSeconds { get; }

    private string TokensPath => $"/v1/orgs/{_platform.OrganizationId}/apps/{_platform.AppId}/tokens";

    public static async Task<GrownStore> CreateAsync(string program, int tokens, CancellationToken cancellationToken)
    {
        var folder = new ScratchFolder();
        var (store, adminToken) = (folder.File("tokenplatform.db"), PlatformProcess.NewAdminToken());
        Task<PlatformProcess> Start() => PlatformProcess.StartAsync(program, store, adminToken, folder.File("server.log"), cancellationToken);
        try
        {
            var secrets = await PlatformProcess.SeedAsync(program, store, adminToken, tokens, folder.File("secrets"), cancellationToken);
            var starts = new List<double>();
            for (var i = 1; i < Starts; i++)
            {
                using var tried = await Start();
                starts.Add(tried.Server.StartedIn.TotalSeconds);
            }

            var platform = await Start();
            starts.Add(platform.Server.StartedIn.TotalSeconds);
            var grown = new GrownStore(tokens, folder, platform, secrets, starts.Median(seconds => seconds));
            await grown.WalkAsync(cancellationToken);
            return grown;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Reads the newest tokens.</summary>
    /// <returns>Milliseconds.</returns>
    public Task<double> ReadFirstPageAsync(int turn, CancellationToken cancellationToken) =>
        TimeAsync(() => _platform.Server.Http.GetAsync(Relative($"{TokensPath}?limit={PageSize}"), cancellationToken));

    /// <summary>Reads tokens among the oldest, by the cursor that a walk over all of them came by.</summary>
    /// <returns>Milliseconds.</returns>
    public Task<double> ReadDeepPageAsync(int turn, CancellationToken cancellationToken) =>
        TimeAsync(() => _platform.Server.Http.GetAsync(Relative($"{TokensPath}?limit={PageSize}&cursor={_deepCursor}"), cancellationToken));

    /// <summary>Verifies a token that nobody asked about before.</summary>
    /// <returns>Milliseconds.</returns>
    public Task<double> VerifyUncachedAsync(int turn, CancellationToken cancellationToken) => TimeAsync(() => _platform.Server.Http.PostAsJsonAsync(
        Relative("/v1/tokens/verify"), new { token = _secrets[turn], permissions = new[] { TokenSeeder.Permission } }, cancellationToken));

    /// <summary>Issues a token.</summary>
    /// <returns>Milliseconds.</returns>
    public Task<double> CreateAsync(int turn, CancellationToken cancellationToken) => TimeAsync(() => _platform.Server.Http.PostAsJsonAsync(
        Relative(TokensPath), new { name = "benchmark", token_type = "service", permissions = new[] { TokenSeeder.Permission } }, cancellationToken));

    /// <summary>Loads the gateway with known tokens, then with unknown ones.</summary>
    /// <returns>The most memory that the server held, in bytes.</returns>
    public async Task<long> LoadAsync(Wrk wrk, int seconds, CancellationToken cancellationToken)
    {
        var unknown = Enumerable.Range(0, FloodOfUnknown).Select(_ => TokenSecret.Generate(SecretKind.App).Reveal());
        foreach (var secrets in new[] { _secrets, unknown })
        {
            var requests = secrets.Select(secret => new PreparedRequest(
                "GET", $"/gateway/authorize?org_id={_platform.OrganizationId}", [("Authorization", $"Bearer {secret}")]));
            await PreparedRequest.WriteAsync(_folder.File("requests"), requests, _platform.Server.Address);
            await wrk.LoadAsync(_platform.Server.Address, _folder.File("requests"), seconds, seed: 1, cancellationToken);
        }

        return _platform.Server.PeakResidentBytes;
    }

    public void Dispose()
    {
        _platform.Dispose();
        _folder.Dispose();
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        for (string? next = string.Empty; next is not null;)
        {
            _deepCursor = next;
            var page = await _platform.GetAsync($"{TokensPath}?limit=200{(next.Length == 0 ? string.Empty : $"&cursor={next}")}", cancellationToken);
            next = page.GetProperty("next_cursor").GetString();
        }
    }

    private static async Task<double> TimeAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await ask();
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        answer.EnsureSuccessStatusCode();
        return elapsed;
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
