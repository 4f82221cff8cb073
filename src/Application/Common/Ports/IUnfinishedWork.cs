namespace TokenPlatform.Application.Common.Ports;

/// <summary>What was begun and could not be finished in its request: too large for one transaction, or cut short by a crash.</summary>
public interface IUnfinishedWork
{
    /// <summary>Finishes what there is.</summary>
    /// <param name="stalledSince">Enforcements that made progress after this moment are left to whoever does them.</param>
    /// <param name="cancellationToken">Stops; what is left is found the next time.</param>
    Task FinishAsync(DateTimeOffset stalledSince, CancellationToken cancellationToken);
}
