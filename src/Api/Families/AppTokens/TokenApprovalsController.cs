using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Families.Platform;
using TokenPlatform.Application.AppTokens.ListPending;
using TokenPlatform.Application.Common;

namespace TokenPlatform.Api.Families.AppTokens;

/// <summary>What waits for an approver.</summary>
[Route("v1/orgs/{org_id}/token-approvals")]
public sealed class TokenApprovalsController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>The tokens of all apps that wait for approval.</summary>
    [HttpGet]
    [ProducesResponseType<AppTokenListResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> List(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromQueryString] PageRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new ListPendingTokensQuery(organizationId) { Limit = request.Limit, Cursor = request.Cursor }, cancellationToken)
            .ToAnswer(page => Ok(new AppTokenListResponse
            {
                Tokens = mapper.Map<IReadOnlyList<TokenResponse>>(page.Items),
                HasMore = page.HasMore,
                NextCursor = page.NextCursor,
            }));
}
