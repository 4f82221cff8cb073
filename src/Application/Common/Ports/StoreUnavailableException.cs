namespace TokenPlatform.Application.Common.Ports;

/// <summary>The store is away, or too busy: nobody's bug, and the same request may succeed later.</summary>
/// <param name="failure">What the store's driver said.</param>
/// <param name="isPassing">
/// Whether the store undid all that the transaction did and a repetition may succeed at once, as after a deadlock or a
/// failover. False where waiting was tried already, and where it is not known what was kept.
/// </param>
public sealed class StoreUnavailableException(Exception failure, bool isPassing) : Exception("The store is unavailable", failure)
{
    /// <summary>Whether repeating the whole transaction is safe and worth it.</summary>
    public bool IsPassing { get; } = isPassing;
}
