namespace TokenPlatform.Application.Common.Ports;

/// <summary>Whether the store can serve this program.</summary>
public interface IStoreHealth
{
    /// <summary>Asks the store, within a bounded time. Asking changes nothing in it.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<StoreState> ExamineAsync(CancellationToken cancellationToken);
}

/// <summary>How a store was found.</summary>
/// <param name="CanServe">Whether it serves this program.</param>
/// <param name="Sentence">
/// Why it does not, or what an operator could set better where it does; null for nothing. It may be shown to anybody: it
/// holds no address, path or secret.
/// </param>
/// <param name="Cause">For the log.</param>
public sealed record StoreState(bool CanServe, string? Sentence = null, Exception? Cause = null);
