using System.Data;
using System.Runtime.CompilerServices;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class AuditLog(DbSession session) : IAuditLog
{
    public async Task<IReadOnlyList<AuditEvent>> ListAsync(AuditFilter filter, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<AuditEventRow>(
            session.Dialect.Take(AuditLogSql.List),
            new
            {
                filter.ChainId,
                Action = filter.Action is { } action ? new Word(action) : (Word?)null,
                filter.ActorId,
                filter.TargetId,
                filter.Since,
                filter.Until,
                Before = before ?? long.MaxValue,
                Take = take,
            },
            cancellationToken);
        return [.. rows.Select(row => row.ToEvent())];
    }

    public async IAsyncEnumerable<AuditEvent?> StreamAsync(
        Guid chainId, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = session
            .StreamAsync<AuditEventRow>(AuditLogSql.Stream, new { ChainId = chainId, Last = last }, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveAsync(rows) is { } moved)
        {
            yield return moved ? rows.Current.ToEvent() : null;
            if (!moved)
            {
                yield break;
            }
        }
    }

    public async Task<(Guid EventId, long Sequence)?> FindAfterAsync(Guid chainId, long sequence, CancellationToken cancellationToken)
    {
        var row = await session.QuerySingleAsync<AuditEventRow>(
            session.Dialect.Take(AuditLogSql.FindAfter), new { ChainId = chainId, Sequence = sequence, Take = 1 }, cancellationToken);
        return row is null ? null : (row.EventId, row.Sequence);
    }

    public async Task<AuditHead> FindHeadAsync(Guid chainId, CancellationToken cancellationToken)
    {
        var row = await session.QuerySingleAsync<AuditEventRow>(ChainSql.Find, new { ChainId = chainId }, cancellationToken)
            ?? throw new InvalidOperationException($"There is no chain {chainId}");
        return new AuditHead(row.Sequence, row.Hash);
    }

    /// <summary>Null at the end, false where a row holds what no event can: SQLite keeps any text as a time or an id.</summary>
    private static async ValueTask<bool?> MoveAsync(IAsyncEnumerator<AuditEventRow> rows)
    {
        try
        {
            return await rows.MoveNextAsync() ? true : null;
        }
        catch (DataException)
        {
            return false;
        }
    }
}
