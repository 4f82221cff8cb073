namespace TokenPlatform.Domain.Policies;

/// <summary>Keeps enforcements, so that a crash ends none.</summary>
public interface IPolicyRunRepository
{
    /// <summary>Adds a run.</summary>
    /// <param name="run">A run that is not kept yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(PolicyRun run, CancellationToken cancellationToken);

    /// <summary>A run as far as it is.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PolicyRun?> FindAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>Writes back what a run has counted.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task UpdateCountsAsync(PolicyRun run, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Notes, outside of any transaction, that a run found nothing more to do.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task FinishAsync(Guid runId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Runs that are not finished, and made no progress for a while: whoever did them may be gone.</summary>
    /// <param name="since">The moment since which there was none.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Oldest first.</returns>
    Task<IReadOnlyList<Guid>> ListStalledAsync(DateTimeOffset since, int take, CancellationToken cancellationToken);
}
