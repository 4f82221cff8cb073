using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TokenPlatform.Application;
using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Verification;
using TokenPlatform.Benchmarks.Processes;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;
using TokenPlatform.Infrastructure;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Benchmarks.Micro;

/// <summary>The parts of a verification, over a store that holds one token. The cache follows the store as it does in the server.</summary>
public class VerificationParts
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

    private ServiceProvider _services = null!;
    private IServiceScope _scope = null!;
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

    [GlobalSetup]
    public async Task Prepare()
    {
        _services = Compose(new SqliteDialect($"Data Source={_folder.File("tokenplatform.db")}"));
        _scope = _services.CreateScope();
        var secret = await FillAsync(_scope.ServiceProvider);
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        (_plaintext, _hash) = (secret.Reveal(), secret.Hash());
        _wrong = $"{_plaintext[..^1]}{(_plaintext[^1] == '0' ? '1' : '0')}";
        _snapshots = _services.GetRequiredService<ISnapshots>();
        _limiter = _services.GetRequiredService<IRateLimiter>();
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

    [GlobalCleanup]
    public async Task CleanUp()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        _scope.Dispose();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

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

    private static ServiceProvider Compose(SqlDialect dialect)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new PermissionReader(PermissionReader.DefaultPrefix));
        services.AddApplication();
        services.AddInfrastructure(dialect);
        return services.BuildServiceProvider();
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
