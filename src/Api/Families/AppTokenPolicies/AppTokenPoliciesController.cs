using System.ComponentModel;
using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.AppTokenPolicies.Delete;
using TokenPlatform.Application.AppTokenPolicies.Enforce;
using TokenPlatform.Application.AppTokenPolicies.Get;
using TokenPlatform.Application.AppTokenPolicies.List;
using TokenPlatform.Application.AppTokenPolicies.Update;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Api.Families.AppTokenPolicies;

/// <summary>Family A: what an organization demands of its apps' tokens (seed 000).</summary>
[Route("v1/orgs/{org_id}/app-token-policies")]
public sealed class AppTokenPoliciesController(IMediator mediator, IMapper mapper) : ControllerBase
{
    private const string IfMatch = "The ETag of the version that is meant; another version is a 412.";

    /// <summary>List App Token Policies.</summary>
    [HttpGet]
    [ProducesResponseType<PolicyListResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> List(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromQueryString] ListPoliciesRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(
            new ListPoliciesQuery(organizationId) { Limit = request.Limit, Cursor = request.Cursor, AppId = request.AppId },
            cancellationToken)
            .ToAnswer(page => Ok(new PolicyListResponse
            {
                Total = page.Total!.Value,
                HasMore = page.HasMore,
                NextCursor = page.NextCursor,
                Policies = mapper.Map<IReadOnlyList<PolicyResponse>>(page.Items),
            }));

    /// <summary>Create App Token Policy.</summary>
    [HttpPost]
    [ProducesResponseType<PolicyResponse>(StatusCodes.Status201Created)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Create(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromJson] CreatePolicyRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(request.ToCommand(organizationId), cancellationToken)
            .ToAnswer(policy => this.CreatedAt(
                $"/v1/orgs/{policy.OrganizationId}/app-token-policies/{policy.PolicyId}", Show(policy)));

    /// <summary>Get App Token Policy.</summary>
    [HttpGet("{policy_id}")]
    [ProducesResponseType<PolicyResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Get(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "policy_id")] ResourceId policyId,
        CancellationToken cancellationToken) =>
        mediator.Send(new GetPolicyQuery(organizationId, policyId), cancellationToken).ToAnswer(policy => Ok(Show(policy)));

    /// <summary>Update App Token Policy: what is absent stays, null clears.</summary>
    [HttpPatch("{policy_id}")]
    [ProducesResponseType<PolicyResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status412PreconditionFailed)]
    public Task<IActionResult> Update(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "policy_id")] ResourceId policyId,
        [FromJson] UpdatePolicyRequest request,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(new UpdatePolicyCommand(organizationId, policyId, request.ToFields(), Sent(ifMatch)), cancellationToken)
            .ToAnswer(policy => Ok(Show(policy)));

    /// <summary>Delete App Token Policy.</summary>
    [HttpDelete("{policy_id}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType(StatusCodes.Status412PreconditionFailed)]
    public Task<IActionResult> Delete(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "policy_id")] ResourceId policyId,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch,
        CancellationToken cancellationToken) =>
        mediator.Send(new DeletePolicyCommand(organizationId, policyId, Sent(ifMatch)), cancellationToken).ToAnswer(_ => NoContent());

    /// <summary>What a policy would mean for the tokens that live now. Nothing is changed.</summary>
    [HttpPost("preview")]
    [ProducesResponseType<PolicyPreviewResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status404NotFound)]
    public Task<IActionResult> Preview(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromJson] CreatePolicyRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(request.ToPreview(organizationId), cancellationToken)
            .ToAnswer(forecast => Ok(mapper.Map<PolicyPreviewResponse>(forecast)));

    /// <summary>Holds the tokens that were issued before to the policy: shortens, lowers or revokes them.</summary>
    [HttpPost("{policy_id}/enforce")]
    [ProducesResponseType<PolicyRunResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Enforce(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "policy_id")] ResourceId policyId,
        CancellationToken cancellationToken) =>
        mediator.Send(new EnforcePolicyCommand(organizationId, policyId), cancellationToken)
            .ToAnswer(run => Ok(mapper.Map<PolicyRunResponse>(run)));

    // An empty field is bound as none, but it was sent, and it matches nothing.
    private string? Sent(string? ifMatch) => ifMatch ?? (Request.Headers.IfMatch.Count > 0 ? string.Empty : null);

    private PolicyResponse Show(AppTokenPolicy policy)
    {
        Response.Headers.ETag = EntityTag.Of(policy.Version);
        return mapper.Map<PolicyResponse>(policy);
    }
}
