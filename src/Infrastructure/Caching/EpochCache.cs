namespace TokenPlatform.Infrastructure.Caching;

/// <summary>
/// Values by key, asked for once however many callers miss them at once. A load notes its shard's epoch before it reads
/// and keeps what it read only if nothing of the shard was evicted meanwhile, so that what was read before a change
/// cannot come back after it. Who asks after an eviction begins a load of their own.
/// </summary>
/// <param name="capacity">How many values are kept at most.</param>
/// <param name="unknownCapacity">How many keys without a value are kept at most, apart from the values: a flood of them harms none.</param>
/// <param name="clock">Tells how old an unknown key is.</param>
internal sealed class EpochCache<TKey, TValue>(int capacity, int unknownCapacity, TimeProvider clock)
    where TKey : notnull
    where TValue : class
{
    /// <summary>How long a key without a value is taken for unknown.</summary>
    public static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(5);

    // Longer than any statement may take: nobody waits for a load that hangs.
    private static readonly TimeSpan s_loadPatience = TimeSpan.FromSeconds(30);

    private readonly BoundedMap<TKey, TValue> _values = new(capacity);
    private readonly BoundedMap<TKey, long> _unknown = new(unknownCapacity);
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 16).Select(_ => new Shard())];

    public int Count => _values.Count;

    public int UnknownCount => _unknown.Count;

    /// <summary>Whether the answer is at hand.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value; null where the key is known to have none.</param>
    public bool TryGet(TKey key, out TValue? value)
    {
        if (_values.TryGet(key, out value))
        {
            return true;
        }

        value = null;
        return _unknown.TryGet(key, out var since) && clock.GetElapsedTime(since) < UnknownFor;
    }

    /// <summary>Loads a value, or waits for the load that runs.</summary>
    /// <param name="key">The key.</param>
    /// <param name="load">Reads the store. It goes on when who began it stops waiting, since others may wait for it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<TValue?> LoadAsync(TKey key, Func<CancellationToken, Task<TValue?>> load, CancellationToken cancellationToken)
    {
        var shard = ShardOf(key);
        Task<TValue?> running;
        lock (shard.Gate)
        {
            if (!shard.Loads.TryGetValue(key, out running!))
            {
                running = RunAsync(shard, shard.Epoch, key, load);
                shard.Loads.Add(key, running);
            }
        }

        return running.WaitAsync(cancellationToken);
    }

    /// <summary>Takes down how things stand before a read that may bring values along, for <see cref="Offer"/>.</summary>
    public IReadOnlyList<long> NoteEpochs() => [.. _shards.Select(shard => shard.Epoch)];

    /// <summary>Keeps a value that another read brought along, unless something of its shard was evicted since.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="epochs">From before the read.</param>
    public void Offer(TKey key, TValue value, IReadOnlyList<long> epochs)
    {
        var index = IndexOf(key);
        var shard = _shards[index];
        lock (shard.Gate)
        {
            if (shard.Epoch == epochs[index])
            {
                _values.Set(key, value);
            }
        }
    }

    /// <summary>Forgets a value, and what is being read of its shard.</summary>
    /// <param name="key">The key.</param>
    public void Evict(TKey key)
    {
        ShardOf(key).Advance();
        _values.Remove(key);
        _unknown.Remove(key);
    }

    /// <summary>Forgets values, and all that is being read.</summary>
    /// <param name="isStale">Which.</param>
    public void EvictWhere(Func<TValue, bool> isStale)
    {
        Advance();
        _values.RemoveWhere(isStale);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Advance();
        _values.Clear();
        _unknown.Clear();
    }

    private async Task<TValue?> RunAsync(Shard shard, long epoch, TKey key, Func<CancellationToken, Task<TValue?>> load)
    {
        // The caller holds the gate, and what ends below waits for it.
        await Task.Yield();
        using var patience = new CancellationTokenSource(s_loadPatience, clock);
        TValue? value = null;
        var isLoaded = false;
        try
        {
            value = await load(patience.Token);
            isLoaded = true;
            return value;
        }
        catch (OperationCanceledException failure) when (patience.IsCancellationRequested)
        {
            // Nobody who waits has cancelled anything.
            throw new TimeoutException("The store did not answer in time", failure);
        }
        finally
        {
            lock (shard.Gate)
            {
                if (shard.Epoch == epoch)
                {
                    shard.Loads.Remove(key);
                    Keep(key, value, isLoaded);
                }
            }
        }
    }

    private void Keep(TKey key, TValue? value, bool isLoaded)
    {
        if (value is not null)
        {
            _values.Set(key, value);
        }
        else if (isLoaded)
        {
            _unknown.Set(key, clock.GetTimestamp());
        }
    }

    private void Advance()
    {
        foreach (var shard in _shards)
        {
            shard.Advance();
        }
    }

    private Shard ShardOf(TKey key) => _shards[IndexOf(key)];

    private int IndexOf(TKey key) => (int)((uint)key.GetHashCode() % _shards.Length);

    private sealed class Shard
    {
        private long _epoch;

        public Lock Gate { get; } = new();

        public long Epoch => Volatile.Read(ref _epoch);

        public Dictionary<TKey, Task<TValue?>> Loads { get; } = [];

        public void Advance()
        {
            lock (Gate)
            {
                Volatile.Write(ref _epoch, _epoch + 1);
                Loads.Clear();
            }
        }
    }
}
