namespace TokenPlatform.Application.Common.Ports;

/// <summary>Whether the store can serve this program.</summary>
public interface IStoreHealth
{
    /// <summary>Asks the store, within a bounded time. Asking changes nothing in it.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    Task<StoreTrouble?> FindTroubleAsync(CancellationToken cancellationToken);
}

/// <summary>Why the store cannot serve.</summary>
/// <param name="Sentence">May be shown to anybody: it holds no address, path or secret.</param>
/// <param name="Cause">For the log.</param>
public sealed record StoreTrouble(string Sentence, Exception? Cause = null);
