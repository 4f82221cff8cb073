namespace TokenPlatform.Api.Authentication;

/// <summary>
/// Holds refusals back for a moment: a client that asks again as soon as it is answered then takes next to nothing of the
/// server. No more than <see cref="MaxWaiting"/> are held back at a time; the next is answered at once.
/// </summary>
internal sealed class SlowRefusals(TimeProvider clock)
{
    /// <summary>How many refusals wait at most.</summary>
    internal const int MaxWaiting = 1_000;

    /// <summary>For how long each does.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private int _waiting;

    /// <summary>Waits before a refusal is answered.</summary>
    /// <param name="cancellationToken">Ends with the request.</param>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) <= MaxWaiting)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
