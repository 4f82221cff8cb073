using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Api;
using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Verification;
using TokenPlatform.Benchmarks.Processes;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Benchmarks.Micro;

/// <summary>The parts of a verification, as the server composes them, over a store that holds one token.</summary>
public class VerificationParts : IAsyncDisposable
{
    private static readonly RateLimit s_rate = RateLimit.Of(100_000, 100_000);

    private readonly ScratchFolder _folder = new();
    private readonly PathPattern _pattern = new("/invoices/*/lines/**");
    private readonly VerificationCall _call = new()
    {
        Judged = JudgedLimits.All,
        Address = IPAddress.Parse("10.1.2.3"),
        EndpointPath = "/invoices/17/lines",
        WorkspaceId = "w1",
        Needed = [Permission.Parse(TokenSeeder.Permission)],
    };

    private WebApplication _app = null!;
    private AsyncServiceScope _scope;
    private ISnapshots _snapshots = null!;
    private IRateLimiter _limiter = null!;
    private TokenVerifier _verifier = null!;
    private TokenHolder _holder = null!;
    private TokenSnapshot _bound = null!;
    private RequestPath _path = null!;
    private string _plaintext = string.Empty;
    private string _wrong = string.Empty;
    private byte[] _hash = [];
    private DateTimeOffset _now;

    // In its own process BenchmarkDotNet does not wait for a task here.
    [GlobalSetup]
    public void Prepare() => PrepareAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void CleanUp() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Benchmark(Description = "parse and hash")]
    public byte[]? ParseAndHash() => TokenSecret.TryParse(_plaintext, out var secret) ? secret.Hash() : null;

    [Benchmark(Description = "refuse a wrong checksum")]
    public bool RefuseWrongChecksum() => TokenSecret.TryParse(_wrong, out _);

    [Benchmark(Description = "cache hit")]
    public ValueTask<TokenSnapshot?> CacheHit() => _snapshots.FindTokenAsync(_hash, CancellationToken.None);

    [Benchmark(Description = "rules: address, path, workspace, permission")]
    public VerificationCode Rules() => VerificationRules.Judge(_bound, default, _call, _now);

    [Benchmark(Description = "rate limiter")]
    public ValueTask<RateDecision> Rate() => _limiter.SpendAsync(_holder.Token.Token.TokenId, s_rate, 1, CancellationToken.None);

    [Benchmark(Description = "read a path")]
    public bool ReadPath() => RequestPath.TryParse(_call.EndpointPath, out _);

    [Benchmark(Description = "match a path")]
    public bool MatchPath() => _pattern.Matches(_path);

    [Benchmark(Description = "cached verification, all of it")]
    public async Task<VerificationCode> CachedVerification()
    {
        var holder = await _verifier.FindAsync(_plaintext, CancellationToken.None);
        var (code, _) = await _verifier.VerifyAsync(holder!, holder!.Token.Token.OrganizationId, _call, 1, CancellationToken.None);
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _scope.DisposeAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task PrepareAsync()
    {
        _app = Composition.Build(
        [
            $"--ConnectionStrings:TokenPlatform=Data Source={_folder.File("tokenplatform.db")}", "--urls=http://127.0.0.1:0", "--Serilog:MinimumLevel:Default=Warning",
        ]);
        _scope = _app.Services.CreateAsyncScope();
        var secret = await FillAsync(_scope.ServiceProvider);
        await _app.StartAsync();
        (_plaintext, _hash) = (secret.Reveal(), secret.Hash());
        _wrong = $"{_plaintext[..^1]}{(_plaintext[^1] == '0' ? '1' : '0')}";
        _snapshots = _app.Services.GetRequiredService<ISnapshots>();
        _limiter = _app.Services.GetRequiredService<IRateLimiter>();
        _verifier = _scope.ServiceProvider.GetRequiredService<TokenVerifier>();
        _holder = (await _verifier.FindAsync(_plaintext, CancellationToken.None))!;
        _bound = new TokenSnapshot(_holder.Token.Token with
        {
            Limits = new TokenLimits
            {
                Permissions = ["customers:read", "invoices:*"],
                AuthorizedIpAddresses = ["192.0.2.0/24", "10.0.0.0/8"],
                EndpointPaths = ["/customers/**", "/invoices/*/lines/**"],
                WorkspaceIds = ["w1"],
            },
        });
        _path = RequestPath.TryParse(_call.EndpointPath, out var path) ? path : throw new MeasuringException("The path is refused");
        _now = TimeProvider.System.GetUtcNow();
        if (VerificationRules.Judge(_bound, default, _call, _now) != VerificationCode.Valid || await CachedVerification() != VerificationCode.Valid)
        {
            throw new MeasuringException("The token does not verify");
        }
    }

    private static async Task<TokenSecret> FillAsync(IServiceProvider services)
    {
        await services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await services.GetRequiredService<Bootstrapper>().FillAsync(given: null, password: null, CancellationToken.None);
        var seeder = services.GetRequiredService<TokenSeeder>();
        var app = await seeder.FindAppAsync(CancellationToken.None);
        return (await seeder.AddAsync(app!, 1, CancellationToken.None)).Value[0];
    }
}
