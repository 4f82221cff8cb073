using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;

namespace TokenPlatform.Infrastructure.Maintenance;

/// <summary>Finishes what requests and crashes left: all of it at start, later what nobody else is at.</summary>
internal sealed partial class Finisher(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Finisher> log) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    /// <summary>Without progress for so long, an enforcement is left.</summary>
    private static readonly TimeSpan s_stalled = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, clock);
        var patience = TimeSpan.Zero;
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IUnfinishedWork>().FinishAsync(clock.GetNow() - patience, stoppingToken);
                patience = s_stalled;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Work that was begun could not be finished; it is tried again")]
    private partial void LogFailed(Exception failure);
}
