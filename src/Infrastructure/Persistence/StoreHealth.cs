using TokenPlatform.Application.Common.Ports;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>
/// Asks for the migrations that are missing, which takes a store that answers. All who ask at once share one question:
/// a store that hangs then holds one thread, however often it is probed.
/// </summary>
internal sealed class StoreHealth(Migrator migrator, TimeProvider clock) : IStoreHealth
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<IReadOnlyList<string>>? _asked;

    public async Task<StoreTrouble?> FindTroubleAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pending = await Ask().WaitAsync(s_patience, clock, cancellationToken);
            return pending.Count == 0 ? null : new StoreTrouble($"The store lacks migrations that this program needs: {string.Join(", ", pending)}");
        }
        catch (TimeoutException)
        {
            return new StoreTrouble($"The store did not answer within {s_patience.TotalSeconds} seconds");
        }
        catch (StoreException failure)
        {
            return new StoreTrouble(failure.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new StoreTrouble("The store cannot be reached", failure);
        }
    }

    // On a thread of its own, since an engine may block where it should wait. Nobody's patience ends it for the others.
    private Task<IReadOnlyList<string>> Ask()
    {
        lock (_gate)
        {
            return _asked is { IsCompleted: false } running
                ? running
                : _asked = Task.Run(() => migrator.PendingAsync(CancellationToken.None), CancellationToken.None);
        }
    }
}
