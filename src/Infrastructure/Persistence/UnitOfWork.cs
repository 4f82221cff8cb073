using System.Data.Common;
using System.Security.Cryptography;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>
/// A transaction whose first statement takes the row of its chain: that row is the organization's one write lock, on
/// every engine and for any number of nodes, without lock hints. The same row keeps the chain's end, so that events
/// are chained in the order in which they commit.
/// </summary>
internal sealed class UnitOfWork(DbSession session, RequestContext context, AuditKey key, TimeProvider clock) : IUnitOfWork, IAuditTrail
{
    private readonly Dictionary<Guid, AuditHead> _held = [];
    private readonly List<(Guid ChainId, AuditEntry Entry)> _entries = [];
    private Guid _chainId;

    public async Task<TResult> ExecuteAsync<TResult>(
        Guid chainId, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : IResult<TResult>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(chainId, work, cancellationToken);
            }
            catch (StoreUnavailableException failure) when (failure.IsPassing && attempt < DbSession.MostAttempts)
            {
                // Whoever collided waits for a time of their own, lest they collide again.
                await Task.Delay(TimeSpan.FromMilliseconds(attempt * RandomNumberGenerator.GetInt32(10, 50)), cancellationToken);
            }
            catch (DbException failure) when (StoreFaults.Of(failure) == StoreFault.Duplicate)
            {
                return TResult.Failure(new ConflictError("Another request took meanwhile what this one asks for"));
            }
        }
    }

    public Task AlsoHoldAsync(Guid chainId, CancellationToken cancellationToken) => HoldAsync(chainId, cancellationToken);

    public void Append(AuditEntry entry) => Append(_chainId, entry);

    public void Append(Guid chainId, AuditEntry entry)
    {
        if (!_held.ContainsKey(chainId))
        {
            throw new InvalidOperationException("The chain is not held by the running transaction");
        }

        _entries.Add((chainId, entry));
    }

    public async Task OpenChainAsync(Guid chainId, CancellationToken cancellationToken)
    {
        await session.WriteAsync(ChainSql.Open, new { ChainId = chainId, AuditHead.Empty.Hash }, cancellationToken);
        _held.Add(chainId, AuditHead.Empty);
    }

    private async Task<TResult> TryAsync<TResult>(Guid chainId, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : IResult<TResult>
    {
        using var gate = await session.Dialect.EnterWriteGateAsync(cancellationToken);
        await session.BeginAsync(cancellationToken);
        var ended = false;
        try
        {
            await HoldAsync(chainId, cancellationToken);
            _chainId = chainId;
            var result = await work(cancellationToken);
            if (result.Error is null && _entries.Count > 0)
            {
                await StoreEventsAsync(cancellationToken);
                await StoreChangesAsync(cancellationToken);
                await session.FlushAsync(cancellationToken);

                // Whether or not the commit succeeds, nothing is left to roll back, and why it failed shall be heard.
                ended = true;
                await session.CommitAsync();
            }

            return result;
        }
        finally
        {
            _held.Clear();
            _entries.Clear();
            if (!ended)
            {
                await session.RollbackAsync();
            }
        }
    }

    private async Task HoldAsync(Guid chainId, CancellationToken cancellationToken)
    {
        var row = await session.QuerySingleAsync<HeadRow>(ChainSql.Lock, new { ChainId = chainId }, cancellationToken)
            ?? throw new InvalidOperationException($"There is no chain {chainId}");
        _held.Add(chainId, new AuditHead(row.Sequence - 1, row.Hash));
    }

    private async Task StoreEventsAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetNow();
        var rows = new List<AuditEventRow>(_entries.Count);
        foreach (var (chainId, entry) in _entries)
        {
            var draft = new AuditEvent
            {
                EventId = Guid.CreateVersion7(now),
                ChainId = chainId,
                Sequence = 0,
                OccurredAt = now,
                Actor = context.Actor,
                RequestId = context.RequestId,
                Entry = entry,
                PreviousHash = [],
            };
            var appended = AuditChain.Append(_held[chainId], draft, key);
            _held[chainId] = new AuditHead(appended.Sequence, appended.Hash);
            rows.Add(AuditEventRow.Of(appended));
        }

        await session.WriteAllAsync(ChainSql.AddEvent, rows, cancellationToken);
        foreach (var (chainId, head) in _held)
        {
            await session.WriteAsync(ChainSql.MoveHead, new { ChainId = chainId, head.Sequence, head.Hash }, cancellationToken);
        }
    }

    private async Task StoreChangesAsync(CancellationToken cancellationToken)
    {
        foreach (var change in session.Changes)
        {
            await session.WriteAsync(
                ChangeSql.Add,
                new { SubjectType = change.Subject.ToSnakeCase(), SubjectId = change.Id, ChangedAt = clock.GetNow() },
                cancellationToken);
        }
    }

    private sealed class HeadRow
    {
        public long Sequence { get; init; }

        public byte[] Hash { get; init; } = [];
    }
}
