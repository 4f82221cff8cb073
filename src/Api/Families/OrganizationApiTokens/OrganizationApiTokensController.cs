using AutoMapper;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.OrganizationApiTokens;

namespace TokenPlatform.Api.Families.OrganizationApiTokens;

/// <summary>Family D: tokens of an organization's own (seed 003).</summary>
/// <remarks>
/// Every route stands twice: with the prefix of the API, and as the seed writes it. The name of a route tells them apart
/// in the document.
/// </remarks>
public sealed class OrganizationApiTokensController(IMediator mediator, IMapper mapper) : ControllerBase
{
    private const string Prefix = "core/v1/";
    private const string Tokens = "organizations/organization/api_tokens";
    private const string TokensOf = "organizations/{organization_id}/api_tokens";
    private const string OneToken = "api_tokens/api_token";
    private const string Secret = "api_tokens/api_token/regenerate_secret";

    private ResourceId? OrganizationInPath => RouteData.Values["organization_id"] is string id ? new ResourceId(id) : null;

    /// <summary>List organization API tokens.</summary>
    [HttpGet(Prefix + Tokens, Name = "OrganizationApiTokens_List")]
    [HttpGet(Prefix + TokensOf, Name = "OrganizationApiTokens_ListOf")]
    [HttpGet(Tokens, Name = "OrganizationApiTokens_ListAlias")]
    [HttpGet(TokensOf, Name = "OrganizationApiTokens_ListOfAlias")]
    [ProducesResponseType<ApiTokenListResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status404NotFound)]
    public Task<IActionResult> List([FromBracketedQuery] ListApiTokensRequest request, CancellationToken cancellationToken) =>
        mediator.Send(request.ToQuery(OrganizationInPath), cancellationToken)
            .ToAnswer(page => Ok(new ApiTokenListResponse
            {
                Pagination = mapper.Map<PaginationResponse>(page),
                ApiTokens = mapper.Map<IReadOnlyList<ApiTokenResponse>>(page.Tokens),
            }));

    /// <summary>Create API token for organization. The answer shows its secret, this once.</summary>
    [TakesIdempotencyKey]
    [HttpPost(Prefix + Tokens, Name = "OrganizationApiTokens_Create")]
    [HttpPost(Prefix + TokensOf, Name = "OrganizationApiTokens_CreateOf")]
    [HttpPost(Tokens, Name = "OrganizationApiTokens_CreateAlias")]
    [HttpPost(TokensOf, Name = "OrganizationApiTokens_CreateOfAlias")]
    [ProducesResponseType<AnnotatedApiTokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status404NotFound)]
    [ProducesResponseType(StatusCodes.Status422UnprocessableEntity)]
    public Task<IActionResult> Create([FromArguments] CreateApiTokenRequest request, CancellationToken cancellationToken) =>
        mediator.Send(request.ToCommand(OrganizationInPath), cancellationToken)
            .ToAnswer(created => this.OkWithPlaintext(Annotated(created)));

    /// <summary>Update organization API token.</summary>
    [HttpPatch(Prefix + OneToken, Name = "OrganizationApiTokens_Update")]
    [HttpPatch(OneToken, Name = "OrganizationApiTokens_UpdateAlias")]
    [ProducesResponseType<AnnotatedApiTokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status404NotFound)]
    [ProducesResponseType(StatusCodes.Status422UnprocessableEntity)]
    public Task<IActionResult> Update([FromArguments] UpdateApiTokenRequest request, CancellationToken cancellationToken) =>
        mediator.Send(request.ToCommand(), cancellationToken)
            .ToAnswer(updated => Ok(Annotated(updated)));

    /// <summary>Delete organization API token.</summary>
    [HttpDelete(Prefix + OneToken, Name = "OrganizationApiTokens_Delete")]
    [HttpDelete(OneToken, Name = "OrganizationApiTokens_DeleteAlias")]
    [ProducesResponseType<DeletedApiTokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status404NotFound)]
    public Task<IActionResult> Delete([FromArguments] ApiTokenRequest request, CancellationToken cancellationToken) =>
        mediator.Send(request.ToDeleteCommand(), cancellationToken)
            .ToAnswer(token => Ok(new DeletedApiTokenResponse { ApiToken = mapper.Map<ApiTokenNameResponse>(token) }));

    /// <summary>Regenerate organization API token secret. The old one dies at once; the answer shows the new one, this once.</summary>
    [HttpPost(Prefix + Secret, Name = "OrganizationApiTokens_RegenerateSecret")]
    [HttpPost(Secret, Name = "OrganizationApiTokens_RegenerateSecretAlias")]
    [ProducesResponseType<RegeneratedApiTokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status404NotFound)]
    [ProducesResponseType(StatusCodes.Status409Conflict)]
    public Task<IActionResult> RegenerateSecret([FromArguments] ApiTokenRequest request, CancellationToken cancellationToken) =>
        mediator.Send(request.ToRegenerateCommand(), cancellationToken)
            .ToAnswer(issued => this.OkWithPlaintext(new RegeneratedApiTokenResponse { ApiToken = mapper.Map<ApiTokenResponse>(issued) }));

    private AnnotatedApiTokenResponse Annotated(AnnotatedToken annotated) => new()
    {
        ApiToken = mapper.Map<ApiTokenResponse>(annotated),
        Annotations = mapper.Map<IReadOnlyList<AnnotationResponse>>(annotated.Annotations),
    };
}
