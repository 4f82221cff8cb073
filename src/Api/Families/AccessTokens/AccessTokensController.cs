using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.AccessTokens.Create;
using TokenPlatform.Application.AccessTokens.Get;
using TokenPlatform.Application.AccessTokens.List;
using TokenPlatform.Application.AccessTokens.Revoke;
using TokenPlatform.Application.AccessTokens.RevokeAll;
using TokenPlatform.Application.Common;

namespace TokenPlatform.Api.Families.AccessTokens;

/// <summary>Family C: the calling user's own tokens (seed 002).</summary>
[Route("api/v1/access-tokens")]
public sealed class AccessTokensController(IMediator mediator, IMapper mapper) : ControllerBase
{
    /// <summary>List Access Tokens.</summary>
    [HttpGet]
    [ProducesResponseType<AccessTokenListResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> List([FromQueryString] ListAccessTokensRequest request, CancellationToken cancellationToken) =>
        mediator.Send(
            new ListAccessTokensQuery
            {
                TokenType = request.TokenType,
                IncludeRevoked = request.IncludeRevoked,
                Limit = request.Limit,
                Cursor = request.Cursor,
            },
            cancellationToken)
            .ToAnswer(page => Ok(new AccessTokenListResponse
            {
                Items = mapper.Map<IReadOnlyList<AccessTokenResponse>>(page.Items),
                NextCursor = page.NextCursor,
            }));

    /// <summary>Create Access Token.</summary>
    [HttpPost]
    [TakesIdempotencyKey]
    [ProducesResponseType<IssuedAccessTokenResponse>(StatusCodes.Status201Created)]
    public Task<IActionResult> Create([FromJson] CreateAccessTokenRequest request, CancellationToken cancellationToken) =>
        mediator.Send(new CreateAccessTokenCommand { Name = request.Name, ExpiresInDays = request.ExpiresInDays }, cancellationToken)
            .ToAnswer(issued => this.CreatedWithPlaintext(
                $"/api/v1/access-tokens/{issued.Token.TokenId}", mapper.Map<IssuedAccessTokenResponse>(issued)));

    /// <summary>Revoke All Access Tokens.</summary>
    [HttpDelete]
    [ProducesResponseType<RevokedAccessTokensResponse>(StatusCodes.Status200OK)]
    public Task<IActionResult> RevokeAll([FromQueryString] RevokeAllAccessTokensRequest request, CancellationToken cancellationToken) =>
        mediator.Send(new RevokeAllAccessTokensCommand { ExcludeCurrent = request.ExcludeCurrent }, cancellationToken)
            .ToAnswer(count => Ok(new RevokedAccessTokensResponse { RevokedCount = count }));

    /// <summary>Get Access Token.</summary>
    [HttpGet("{token_id}")]
    [ProducesResponseType<AccessTokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status422UnprocessableEntity)]
    public Task<IActionResult> Get([FromRoute(Name = "token_id")] ResourceId tokenId, CancellationToken cancellationToken) =>
        mediator.Send(new GetAccessTokenQuery(tokenId), cancellationToken).ToAnswer(token => Ok(mapper.Map<AccessTokenResponse>(token)));

    /// <summary>Revoke Access Token.</summary>
    [HttpDelete("{token_id}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType(StatusCodes.Status422UnprocessableEntity)]
    public Task<IActionResult> Revoke([FromRoute(Name = "token_id")] ResourceId tokenId, CancellationToken cancellationToken) =>
        mediator.Send(new RevokeAccessTokenCommand(tokenId), cancellationToken).ToAnswer(_ => NoContent());
}
