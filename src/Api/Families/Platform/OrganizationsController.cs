using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Organizations.Create;
using TokenPlatform.Application.Organizations.Get;
using TokenPlatform.Application.Organizations.List;
using TokenPlatform.Application.Organizations.Update;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>Organizations.</summary>
[Route("v1/orgs")]
public sealed class OrganizationsController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>The organizations that the caller sees.</summary>
    [HttpGet]
    [ProducesResponseType<OrganizationListResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> List([FromQueryString] PageRequest request, CancellationToken cancellationToken) =>
        mediator.Send(new ListOrganizationsQuery { Limit = request.Limit, Cursor = request.Cursor }, cancellationToken)
            .ToAnswer(page => Ok(new OrganizationListResponse
            {
                Organizations = mapper.Map<IReadOnlyList<OrganizationResponse>>(page.Items),
                HasMore = page.HasMore,
                NextCursor = page.NextCursor,
            }));

    /// <summary>Founds an organization.</summary>
    [HttpPost]
    [ProducesResponseType<OrganizationResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Create([FromJson] CreateOrganizationRequest request, CancellationToken cancellationToken) =>
        mediator.Send(new CreateOrganizationCommand { Name = request.Name, SubDomain = request.SubDomain }, cancellationToken)
            .ToAnswer(organization => this.CreatedAt(
                $"/v1/orgs/{organization.OrganizationId}", mapper.Map<OrganizationResponse>(organization)));

    /// <summary>One organization.</summary>
    [HttpGet("{org_id}")]
    [ProducesResponseType<OrganizationResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Get([FromRoute(Name = "org_id")] ResourceId organizationId, CancellationToken cancellationToken) =>
        mediator.Send(new GetOrganizationQuery(organizationId), cancellationToken)
            .ToAnswer(organization => Ok(mapper.Map<OrganizationResponse>(organization)));

    /// <summary>Renames an organization.</summary>
    [HttpPatch("{org_id}")]
    [ProducesResponseType<OrganizationResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Update(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromJson] UpdateOrganizationRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(
            new UpdateOrganizationCommand(organizationId) { Name = request.Name, SubDomain = request.SubDomain }, cancellationToken)
            .ToAnswer(organization => Ok(mapper.Map<OrganizationResponse>(organization)));
}
