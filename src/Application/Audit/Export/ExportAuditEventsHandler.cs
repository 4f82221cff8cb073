using System.Runtime.CompilerServices;
using MediatR;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Audit.Export;

/// <summary>Reads by pages, so that whoever reads slowly holds nothing open in the store.</summary>
internal sealed class ExportAuditEventsHandler(IAuditLog log)
    : IRequestHandler<ExportAuditEventsQuery, Result<IAsyncEnumerable<AuditEvent>>>,
        IRequestHandler<ExportPlatformAuditEventsQuery, Result<IAsyncEnumerable<AuditEvent>>>
{
    private const int PageSize = 1000;

    public Task<Result<IAsyncEnumerable<AuditEvent>>> Handle(ExportAuditEventsQuery query, CancellationToken cancellationToken) =>
        ReadAsync(query.Criteria.ToFilter(query.OrganizationId.Value), cancellationToken);

    public Task<Result<IAsyncEnumerable<AuditEvent>>> Handle(ExportPlatformAuditEventsQuery query, CancellationToken cancellationToken) =>
        ReadAsync(query.Criteria.ToFilter(AuditChain.Platform), cancellationToken);

    // The first page is read before there is an answer: a store that is away is told as such.
    private async Task<Result<IAsyncEnumerable<AuditEvent>>> ReadAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        var first = await log.ListAsync(filter, null, PageSize, cancellationToken);
        return Result<IAsyncEnumerable<AuditEvent>>.Success(ContinueAsync(filter, first, cancellationToken));
    }

    private async IAsyncEnumerable<AuditEvent> ContinueAsync(
        AuditFilter filter, IReadOnlyList<AuditEvent> page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var audited in page)
            {
                yield return audited;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            page = await log.ListAsync(filter, page[^1].Sequence, PageSize, cancellationToken);
        }
    }
}
