using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TokenPlatform.Infrastructure.Caching;

/// <summary>
/// A map that forgets: when it is full, the oldest entry goes that was not read since it came up last (second chance).
/// Reads take no lock, and hot entries outlive a flood of others.
/// </summary>
/// <param name="capacity">How many entries are kept at most.</param>
internal sealed class BoundedMap<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private readonly Queue<Entry> _byAge = new();
    private readonly Lock _gate = new();

    public int Count => _entries.Count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            value = default;
            return false;
        }

        // Written once only: a line of memory that all readers write is slow.
        if (!entry.IsRead)
        {
            entry.IsRead = true;
        }

        value = entry.Value;
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            // Before the new one comes: where all others were read, it would be the one to go.
            while (_byAge.Count >= capacity)
            {
                ForgetOne();
            }

            var entry = new Entry(key, value);
            _entries[key] = entry;
            _byAge.Enqueue(entry);
        }
    }

    public void Remove(TKey key) => _entries.TryRemove(key, out _);

    public void RemoveWhere(Func<TValue, bool> isStale)
    {
        foreach (var (key, entry) in _entries)
        {
            if (isStale(entry.Value))
            {
                _entries.TryRemove(key, out _);
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _byAge.Clear();
        }
    }

    // What was removed or replaced still stands in the queue, and leaves it here.
    private void ForgetOne()
    {
        var oldest = _byAge.Dequeue();
        if (!_entries.TryGetValue(oldest.Key, out var present) || present != oldest)
        {
            return;
        }

        if (oldest.IsRead)
        {
            oldest.IsRead = false;
            _byAge.Enqueue(oldest);
            return;
        }

        _entries.TryRemove(new KeyValuePair<TKey, Entry>(oldest.Key, oldest));
    }

    private sealed class Entry(TKey key, TValue value)
    {
        private volatile bool _isRead;

        public TKey Key { get; } = key;

        public TValue Value { get; } = value;

        public bool IsRead
        {
            get => _isRead;
            set => _isRead = value;
        }
    }
}
