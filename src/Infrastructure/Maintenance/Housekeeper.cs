using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Infrastructure.Maintenance;

/// <summary>
/// Removes what nobody needs any more, in small transactions, so that whoever writes meanwhile waits little. Tokens that
/// are revoked or expired stay, sessions apart; audit events always.
/// </summary>
internal sealed partial class Housekeeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Housekeeper> log) : BackgroundService
{
    public const int BatchSize = 500;

    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(5);

    /// <summary>Of the change feed nobody reads more than the last minute; who slept longer begins anew.</summary>
    private static readonly Chore[] s_chores =
    [
        new(HousekeepingSql.ListKeys, HousekeepingSql.RemoveKeys, IdempotencyKey.Life),
        new(HousekeepingSql.ListChanges, HousekeepingSql.RemoveChanges, TimeSpan.FromHours(1)),
        new(HousekeepingSql.ListRefreshTokens, HousekeepingSql.RemoveRefreshTokens, TimeSpan.FromDays(1)),
        new(HousekeepingSql.ListSessions, HousekeepingSql.RemoveSessions, TimeSpan.FromDays(30)),
    ];

    /// <summary>Removes all that may go now.</summary>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var chore in s_chores)
        {
            while (await SweepAsync(chore, cancellationToken) == BatchSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
        }
    }

    private async Task<int> SweepAsync(Chore chore, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<DbSession>();
        var before = clock.GetNow() - chore.Kept;
        var batch = await session.QueryAsync<long>(
            session.Dialect.Take(chore.List), new { Before = before, Take = BatchSize }, cancellationToken);
        if (batch.Count > 0)
        {
            await session.ExecuteAloneAsync(chore.Remove, new { Before = before, Last = batch[^1] }, cancellationToken);
        }

        return batch.Count;
    }

    [LoggerMessage(LogLevel.Warning, "What nobody needs any more could not be removed; it is tried again")]
    private partial void LogFailed(Exception failure);

    private sealed record Chore(string List, string Remove, TimeSpan Kept);
}
