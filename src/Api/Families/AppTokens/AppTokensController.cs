using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.AppTokens.Approve;
using TokenPlatform.Application.AppTokens.Get;
using TokenPlatform.Application.AppTokens.List;
using TokenPlatform.Application.AppTokens.Reject;
using TokenPlatform.Application.AppTokens.Revoke;
using TokenPlatform.Application.AppTokens.Rotate;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Tokens;

namespace TokenPlatform.Api.Families.AppTokens;

/// <summary>Family B: tokens of an app (seed 001).</summary>
[Route("v1/orgs/{org_id}/apps/{app_id}/tokens")]
public sealed class AppTokensController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>List App Tokens.</summary>
    [HttpGet]
    [ProducesResponseType<AppTokenListResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> List(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        [FromQueryString] ListAppTokensRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(
            new ListAppTokensQuery(organizationId, appId)
            {
                Limit = request.Limit,
                Cursor = request.Cursor,
                Status = request.Status,
                OwnerId = request.OwnerId,
            },
            cancellationToken)
            .ToAnswer(page => Ok(new AppTokenListResponse
            {
                Tokens = mapper.Map<IReadOnlyList<TokenResponse>>(page.Items),
                HasMore = page.HasMore,
                NextCursor = page.NextCursor,
            }));

    /// <summary>One app token.</summary>
    [HttpGet("{token_id}")]
    [ProducesResponseType<TokenResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> Get(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        [FromRoute(Name = "token_id")] ResourceId tokenId,
        CancellationToken cancellationToken) =>
        mediator.Send(new GetAppTokenQuery(organizationId, appId, tokenId), cancellationToken)
            .ToAnswer(token => Ok(mapper.Map<TokenResponse>(token)));

    /// <summary>Create App Token.</summary>
    [HttpPost]
    [TakesIdempotencyKey]
    [ProducesResponseType<CreateAppTokenResponse>(StatusCodes.Status201Created)]
    public Task<IActionResult> Create(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        [FromJson] CreateAppTokenRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(request.ToCommand(organizationId, appId), cancellationToken)
            .ToAnswer(issued => this.CreatedWithPlaintext(
                $"/v1/orgs/{issued.Token.OrganizationId}/apps/{issued.Token.AppId}/tokens/{issued.Token.TokenId}",
                ToResponse(issued)));

    /// <summary>Gives an app token a new secret; the present one works until the overlap ends.</summary>
    [HttpPost("{token_id}/rotate")]
    [ProducesResponseType<CreateAppTokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Rotate(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        [FromRoute(Name = "token_id")] ResourceId tokenId,
        [FromJson] RotateAppTokenRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new RotateAppTokenCommand(organizationId, appId, tokenId) { OverlapSeconds = request.OverlapSeconds }, cancellationToken)
            .ToAnswer(issued => this.OkWithPlaintext(ToResponse(issued)));

    /// <summary>Revoke App Token.</summary>
    [HttpDelete("{token_id}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<IActionResult> Revoke(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        [FromRoute(Name = "token_id")] ResourceId tokenId,
        [FromQueryString] RevokeAppTokenRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new RevokeAppTokenCommand(organizationId, appId, tokenId) { Reason = request.Reason }, cancellationToken)
            .ToAnswer(_ => NoContent());

    /// <summary>Lets a token that waits for approval live. Nobody approves their own.</summary>
    [HttpPost("{token_id}/approve")]
    [ProducesResponseType<TokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    [ProducesResponseType(StatusCodes.Status422UnprocessableEntity)]
    public Task<IActionResult> Approve(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        [FromRoute(Name = "token_id")] ResourceId tokenId,
        CancellationToken cancellationToken) =>
        mediator.Send(new ApproveAppTokenCommand(organizationId, appId, tokenId), cancellationToken)
            .ToAnswer(token => Ok(mapper.Map<TokenResponse>(token)));

    /// <summary>Ends a token that waits for approval.</summary>
    [HttpPost("{token_id}/reject")]
    [ProducesResponseType<TokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> Reject(
        [FromRoute(Name = "org_id")] ResourceId organizationId,
        [FromRoute(Name = "app_id")] ResourceId appId,
        [FromRoute(Name = "token_id")] ResourceId tokenId,
        [FromJson] RejectAppTokenRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(new RejectAppTokenCommand(organizationId, appId, tokenId) { Reason = request.Reason }, cancellationToken)
            .ToAnswer(token => Ok(mapper.Map<TokenResponse>(token)));

    private CreateAppTokenResponse ToResponse(IssuedToken issued) => new()
    {
        Token = mapper.Map<TokenResponse>(issued.Token),
        PlaintextToken = issued.Secret.Reveal(),
        RefreshTokenPlaintext = issued.RefreshSecret?.Reveal(),
    };
}
