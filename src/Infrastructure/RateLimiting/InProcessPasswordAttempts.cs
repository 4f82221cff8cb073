using System.Net;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Infrastructure.RateLimiting;

/// <summary>
/// Counts failures in memory. Attempts that may be made take turns, one at a time: so counts are exact however many
/// come at once, a flood costs one core and not all, and hashing itself bounds how many failures there are to keep.
/// </summary>
internal sealed class InProcessPasswordAttempts(TimeProvider clock) : IPasswordAttempts, IDisposable
{
    private const int MaxWaiting = 100;
    private const int LeastToSweep = 1024;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<Counted, Window> _windows = [];
    private int _sweepAt = LeastToSweep;
    private int _waiting;

    private enum Scope
    {
        AccountFromAddress = 1,
        Address = 2,
        Account = 3,
    }

    /// <summary>How many windows are kept.</summary>
    internal int Count => _windows.Count;

    public async Task<Result<bool>> TryAsync(string account, IPAddress? address, Func<bool> isRight, CancellationToken cancellationToken)
    {
        var counted = CountedOf(account, address);

        // Before the turn, too: who is refused anyway takes nobody's place in the queue.
        if (RefusalOf(counted) is { } refused)
        {
            return refused;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
            {
                return new RateLimitedError(s_busy);
            }

            await _turn.WaitAsync(cancellationToken);
            try
            {
                return RefusalOf(counted) is { } late ? late : Try(counted, isRight);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();

    private static Counted[] CountedOf(string account, IPAddress? address)
    {
        var from = address is null ? null : AddressRange.HolderOf(address);
        return [new(Scope.AccountFromAddress, account, from), new(Scope.Address, null, from), new(Scope.Account, account, null)];
    }

    private static int LimitOf(Scope scope) => scope switch
    {
        Scope.AccountFromAddress => 5,
        Scope.Address => 50,
        _ => 100,
    };

    private bool Try(Counted[] counted, Func<bool> isRight)
    {
        if (isRight())
        {
            return true;
        }

        lock (_windows)
        {
            SweepIfGrown();
            foreach (var one in counted)
            {
                _windows[one] = WindowOf(one) is { } window ? window with { Failures = window.Failures + 1 } : new Window(clock.GetTimestamp(), 1);
            }
        }

        return false;
    }

    private RateLimitedError? RefusalOf(Counted[] counted)
    {
        lock (_windows)
        {
            var waits = counted.Select(one => WindowOf(one) is { } window && window.Failures >= LimitOf(one.Scope) ? RestOf(window) : TimeSpan.Zero);
            return waits.Max() is { Ticks: > 0 } wait ? new RateLimitedError(wait) : null;
        }
    }

    private Window? WindowOf(Counted counted) => _windows.TryGetValue(counted, out var window) && RestOf(window) > TimeSpan.Zero ? window : null;

    private TimeSpan RestOf(Window window) => s_window - clock.GetElapsedTime(window.Began);

    private void SweepIfGrown()
    {
        if (_windows.Count < _sweepAt)
        {
            return;
        }

        foreach (var (counted, _) in _windows.Where(entry => RestOf(entry.Value) <= TimeSpan.Zero).ToList())
        {
            _windows.Remove(counted);
        }

        _sweepAt = Math.Max(LeastToSweep, 2 * _windows.Count);
    }

    private readonly record struct Counted(Scope Scope, string? Account, IPAddress? Address);

    private sealed record Window(long Began, int Failures);
}
