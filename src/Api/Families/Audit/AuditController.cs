using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Application.Audit.Export;
using TokenPlatform.Application.Audit.List;
using TokenPlatform.Application.Audit.Verify;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Api.Families.Audit;

/// <summary>What happened, of each organization and of the platform.</summary>
[Route("v1")]
public sealed class AuditController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>The audit events of an organization, newest first; all that match where NDJSON or CSV is asked for.</summary>
    [HttpGet("orgs/{org_id}/audit-events")]
    [ProducesResponseType<AuditEventListResponse>(StatusCodes.Status200OK)]
    [AlsoAnswers(AuditExport.Ndjson, AuditExport.Csv)]
    public Task<IActionResult> List(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromQueryString] AuditEventsRequest request,
        CancellationToken cancellationToken) =>
        AuditExport.Asked(Request) is { } form
            ? mediator.Send(new ExportAuditEventsQuery(organizationId, request.ToCriteria()), cancellationToken)
                .ToAnswer(events => AuditExport.As(form, events, mapper))
            : mediator.Send(
                new ListAuditEventsQuery(organizationId, request.ToCriteria()) { Limit = request.Limit, Cursor = request.Cursor },
                cancellationToken)
                .ToAnswer(Show);

    /// <summary>Whether an organization's events are what they were when they happened.</summary>
    [HttpGet("orgs/{org_id}/audit-events/verify")]
    [ProducesResponseType<AuditVerdictResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Verify(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromQueryString] VerifyAuditRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new VerifyAuditChainQuery(organizationId, request.ToPlace()), cancellationToken)
            .ToAnswer(verdict => Ok(mapper.Map<AuditVerdictResponse>(verdict)));

    /// <summary>The audit events of users, sessions and access tokens, for platform administrators; else the same.</summary>
    [HttpGet("audit-events")]
    [ProducesResponseType<AuditEventListResponse>(StatusCodes.Status200OK)]
    [AlsoAnswers(AuditExport.Ndjson, AuditExport.Csv)]
    public Task<IActionResult> ListOfPlatform([FromQueryString] AuditEventsRequest request, CancellationToken cancellationToken) =>
        AuditExport.Asked(Request) is { } form
            ? mediator.Send(new ExportPlatformAuditEventsQuery(request.ToCriteria()), cancellationToken)
                .ToAnswer(events => AuditExport.As(form, events, mapper))
            : mediator.Send(
                new ListPlatformAuditEventsQuery(request.ToCriteria()) { Limit = request.Limit, Cursor = request.Cursor },
                cancellationToken)
                .ToAnswer(Show);

    /// <summary>Whether the platform's own events are what they were when they happened.</summary>
    [HttpGet("audit-events/verify")]
    [ProducesResponseType<AuditVerdictResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> VerifyPlatform([FromQueryString] VerifyAuditRequest request, CancellationToken cancellationToken) =>
        mediator.Send(new VerifyPlatformAuditChainQuery(request.ToPlace()), cancellationToken)
            .ToAnswer(verdict => Ok(mapper.Map<AuditVerdictResponse>(verdict)));

    private OkObjectResult Show(Page<AuditEvent> page) => Ok(new AuditEventListResponse
    {
        Events = mapper.Map<IReadOnlyList<AuditEventResponse>>(page.Items),
        HasMore = page.HasMore,
        NextCursor = page.NextCursor,
    });
}
