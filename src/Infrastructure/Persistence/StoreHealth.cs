using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>
/// Asks for the migrations that are missing, which takes a store that answers. All who ask at once share one question:
/// a store that hangs then holds one thread, however often it is probed.
/// </summary>
internal sealed class StoreHealth(Migrator migrator, TimeProvider clock) : IStoreHealth
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<(IReadOnlyList<string> Pending, string? Advice)>? _asked;

    public async Task<StoreState> ExamineAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (pending, advice) = await Ask().WaitAsync(s_patience, clock, cancellationToken);
            return pending.Count == 0
                ? new StoreState(CanServe: true, advice)
                : Trouble($"The store lacks migrations that this program needs: {string.Join(", ", pending)}");
        }
        catch (TimeoutException)
        {
            return Trouble($"The store did not answer within {s_patience.TotalSeconds} seconds");
        }
        catch (StoreException failure)
        {
            return Trouble(failure.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Trouble(StoreFaults.SentenceOf(failure), failure);
        }
    }

    private static StoreState Trouble(string sentence, Exception? cause = null) => new(CanServe: false, sentence, cause);

    // On a thread of its own, since an engine may block where it should wait. Nobody's patience ends it for the others.
    private Task<(IReadOnlyList<string> Pending, string? Advice)> Ask()
    {
        lock (_gate)
        {
            return _asked is { IsCompleted: false } running
                ? running
                : _asked = Task.Run(() => migrator.ExamineAsync(CancellationToken.None), CancellationToken.None);
        }
    }
}
