using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Infrastructure.Maintenance;

/// <summary>
/// Uses in memory, written every few seconds and at the end in small transactions: a use is no change, so it takes no
/// write lock of an organization and leaves no event. What a crash loses is a few seconds of uses.
/// </summary>
internal sealed partial class TokenUses(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TokenUses> log) : BackgroundService, ITokenUses
{
    private const int Capacity = 100_000;
    private const int BatchSize = 200;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_grain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_lastPatience = TimeSpan.FromSeconds(2);

    private ConcurrentDictionary<Guid, DateTimeOffset> _noted = new();
    private int _count;

    public void Note(Guid tokenId, DateTimeOffset now)
    {
        // Counted here: the dictionary's own count waits for all who write. A few too many are no matter.
        var noted = _noted;
        if (noted.TryGetValue(tokenId, out var last))
        {
            if (now - last >= s_grain)
            {
                noted[tokenId] = now;
            }
        }
        else if (Volatile.Read(ref _count) < Capacity && noted.TryAdd(tokenId, now))
        {
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>Writes what was noted until now.</summary>
    /// <param name="cancellationToken">Stops; what is not written is noted still.</param>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var noted = Interlocked.Exchange(ref _noted, new ConcurrentDictionary<Guid, DateTimeOffset>());
        Volatile.Write(ref _count, 0);
        try
        {
            // All processes in the same order, so that none waits for another in a circle.
            foreach (var batch in noted.OrderBy(use => use.Key).Chunk(BatchSize))
            {
                await WriteAsync(batch, cancellationToken);
                Array.ForEach(batch, use => noted.TryRemove(use));
            }
        }
        finally
        {
            foreach (var (tokenId, last) in noted)
            {
                Note(tokenId, last);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // Also where the requests before it took all the time there was. An engine may block where it should wait: nobody waits for it.
        await Task.Run(() => TryFlushAsync(s_lastPatience, CancellationToken.None), CancellationToken.None)
            .WaitAsync(s_lastPatience, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryFlushAsync(s_patience, stoppingToken);
        }
    }

    private async Task TryFlushAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(patience);
        try
        {
            await FlushAsync(limited.Token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure);
        }
    }

    private async Task WriteAsync(KeyValuePair<Guid, DateTimeOffset>[] uses, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<DbSession>();
        using var gate = await session.Dialect.EnterWriteGateAsync(cancellationToken);
        await session.BeginAsync(cancellationToken);
        var rows = uses.Select(use => new { TokenId = use.Key, LastUsedAt = Clock.CutToMicroseconds(use.Value) });
        await session.WriteAllAsync(TokenUseSql.Keep, rows, cancellationToken);
        await session.CommitAsync();
    }

    [LoggerMessage(LogLevel.Warning, "When tokens were last used could not be written; it is tried again")]
    private partial void LogFailed(Exception failure);
}
