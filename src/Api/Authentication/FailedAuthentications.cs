using System.Collections.Concurrent;
using System.Net;
using TokenPlatform.Api.Settings;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Authentication;

/// <summary>
/// Holds addresses to a number of requests a minute that prove nothing: without a token, or with one that does not live.
/// It keeps no more than <see cref="MaxAddresses"/> counts; an address that comes when all are taken is not counted, since
/// to refuse it for what others did would be worse.
/// </summary>
/// <param name="limit">How many in a minute; <see cref="PlatformSettings.NoLimit"/> for any number.</param>
/// <param name="clock">Tells when a minute is over.</param>
internal sealed class FailedAuthentications(int limit, TimeProvider clock)
{
    /// <summary>How many addresses are counted in a minute at most.</summary>
    internal const int MaxAddresses = 65_536;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private Window _window = new(clock.GetTimestamp());

    /// <summary>How many addresses are counted now.</summary>
    internal int Count => Volatile.Read(ref _window).Kept;

    /// <summary>Whether an address has used up its minute.</summary>
    /// <param name="address">Where a request comes from; null where that is unknown, which is not counted.</param>
    /// <returns>What to answer instead of looking a token up; null where the address may fail once more.</returns>
    public RateLimitedError? RefusalOf(IPAddress? address)
    {
        var window = Present();
        return window.Kept > 0 && address is not null && window.Failures.GetValueOrDefault(AddressRange.HolderOf(address)) >= limit
            ? new RateLimitedError(s_minute - clock.GetElapsedTime(window.Began))
            : null;
    }

    /// <summary>Counts a request that proved nothing.</summary>
    /// <param name="address">Where it came from.</param>
    /// <returns>What to answer in place of the refusal itself; null where the address had not used up its minute before.</returns>
    public RateLimitedError? Note(IPAddress? address)
    {
        if (limit == PlatformSettings.NoLimit || address is null)
        {
            return null;
        }

        if (RefusalOf(address) is { } refusal)
        {
            return refusal;
        }

        Present().Add(AddressRange.HolderOf(address));
        return null;
    }

    // One for all addresses, that begins with its first request: a minute's counts go at once, and nothing has to be swept.
    private Window Present()
    {
        var window = Volatile.Read(ref _window);
        if (clock.GetElapsedTime(window.Began) < s_minute)
        {
            return window;
        }

        var next = new Window(clock.GetTimestamp());
        var seen = Interlocked.CompareExchange(ref _window, next, window);
        return seen == window ? next : seen;
    }

    private sealed class Window(long began)
    {
        private int _kept;

        public long Began { get; } = began;

        public int Kept => Volatile.Read(ref _kept);

        public ConcurrentDictionary<IPAddress, int> Failures { get; } = new();

        public void Add(IPAddress address)
        {
            if (!Failures.ContainsKey(address))
            {
                // Of those that come at once, each takes a place; a place too many is given back.
                if (Interlocked.Increment(ref _kept) > MaxAddresses)
                {
                    Interlocked.Decrement(ref _kept);
                    return;
                }

                if (Failures.TryAdd(address, 1))
                {
                    return;
                }

                Interlocked.Decrement(ref _kept);
            }

            Failures.AddOrUpdate(address, 1, static (_, failures) => failures + 1);
        }
    }
}
