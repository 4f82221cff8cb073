using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.Apps.Create;
using TokenPlatform.Application.Apps.Delete;
using TokenPlatform.Application.Apps.Get;
using TokenPlatform.Application.Apps.List;
using TokenPlatform.Application.Common;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>Apps of an organization.</summary>
[Route("v1/orgs/{org_id}/apps")]
public sealed class AppsController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>The organization's apps.</summary>
    [HttpGet]
    [ProducesResponseType<AppListResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> List(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromQueryString] PageRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new ListAppsQuery(organizationId) { Limit = request.Limit, Cursor = request.Cursor }, cancellationToken)
            .ToAnswer(page => Ok(new AppListResponse
            {
                Apps = mapper.Map<IReadOnlyList<AppResponse>>(page.Items),
                HasMore = page.HasMore,
                NextCursor = page.NextCursor,
            }));

    /// <summary>Adds an app.</summary>
    [HttpPost]
    [ProducesResponseType<AppResponse>(StatusCodes.Status201Created)]
    public Task<IActionResult> Create(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromJson] CreateAppRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new CreateAppCommand(organizationId) { Name = request.Name, Description = request.Description }, cancellationToken)
            .ToAnswer(app => this.CreatedAt($"/v1/orgs/{app.OrganizationId}/apps/{app.AppId}", mapper.Map<AppResponse>(app)));

    /// <summary>One app.</summary>
    [HttpGet("{app_id}")]
    [ProducesResponseType<AppResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Get(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        CancellationToken cancellationToken) =>
        mediator.Send(new GetAppQuery(organizationId, appId), cancellationToken)
            .ToAnswer(app => Ok(mapper.Map<AppResponse>(app)));

    /// <summary>Deletes an app and ends its tokens.</summary>
    [HttpDelete("{app_id}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<IActionResult> Delete(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        CancellationToken cancellationToken) =>
        mediator.Send(new DeleteAppCommand(organizationId, appId), cancellationToken).ToAnswer(_ => NoContent());
}
