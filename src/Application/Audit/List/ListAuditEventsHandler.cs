using MediatR;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Audit.List;

internal sealed class ListAuditEventsHandler(IAuditLog log)
    : IRequestHandler<ListAuditEventsQuery, Result<Page<AuditEvent>>>, IRequestHandler<ListPlatformAuditEventsQuery, Result<Page<AuditEvent>>>
{
    public async Task<Result<Page<AuditEvent>>> Handle(ListAuditEventsQuery query, CancellationToken cancellationToken) =>
        await ListAsync(query, query.Criteria.ToFilter(query.OrganizationId.Value), cancellationToken);

    public async Task<Result<Page<AuditEvent>>> Handle(ListPlatformAuditEventsQuery query, CancellationToken cancellationToken) =>
        await ListAsync(query, query.Criteria.ToFilter(AuditChain.Platform), cancellationToken);

    private Task<Page<AuditEvent>> ListAsync(IPagedQuery query, AuditFilter filter, CancellationToken cancellationToken) =>
        query.PageAsync<AuditEvent>(async (before, take) =>
            [.. (await log.ListAsync(filter, before, take, cancellationToken)).Select(audited => new Positioned<AuditEvent>(audited.Sequence, audited))]);
}
