using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Members.Add;
using TokenPlatform.Application.Members.Get;
using TokenPlatform.Application.Members.List;
using TokenPlatform.Application.Members.Remove;
using TokenPlatform.Application.Members.Update;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>Members of an organization.</summary>
[Route("v1/orgs/{org_id}/members")]
public sealed class MembersController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>The organization's members.</summary>
    [HttpGet]
    [ProducesResponseType<MemberListResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> List(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromQueryString] PageRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new ListMembersQuery(organizationId) { Limit = request.Limit, Cursor = request.Cursor }, cancellationToken)
            .ToAnswer(page => Ok(new MemberListResponse
            {
                Members = mapper.Map<IReadOnlyList<MemberResponse>>(page.Items),
                HasMore = page.HasMore,
                NextCursor = page.NextCursor,
            }));

    /// <summary>Takes a user in.</summary>
    [HttpPost]
    [ProducesResponseType<MemberResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Add(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromJson] AddMemberRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(
            new AddMemberCommand(organizationId) { UserId = request.UserId, Email = request.Email, Role = request.Role },
            cancellationToken)
            .ToAnswer(member => this.CreatedAt(
                $"/v1/orgs/{organizationId.Value}/members/{member.User.UserId}", mapper.Map<MemberResponse>(member)));

    /// <summary>One member.</summary>
    [HttpGet("{user_id}")]
    [ProducesResponseType<MemberResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Get(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "user_id")] ResourceId userId,
        CancellationToken cancellationToken) =>
        mediator.Send(new GetMemberQuery(organizationId, userId), cancellationToken)
            .ToAnswer(member => Ok(mapper.Map<MemberResponse>(member)));

    /// <summary>Gives a member another role.</summary>
    [HttpPatch("{user_id}")]
    [ProducesResponseType<MemberResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Update(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "user_id")] ResourceId userId,
        [FromJson] UpdateMemberRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new UpdateMemberCommand(organizationId, userId) { Role = request.Role }, cancellationToken)
            .ToAnswer(member => Ok(mapper.Map<MemberResponse>(member)));

    /// <summary>Ends a membership, and with it the member's own tokens in the organization.</summary>
    [HttpDelete("{user_id}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Remove(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "user_id")] ResourceId userId,
        CancellationToken cancellationToken) =>
        mediator.Send(new RemoveMemberCommand(organizationId, userId), cancellationToken).ToAnswer(_ => NoContent());
}
