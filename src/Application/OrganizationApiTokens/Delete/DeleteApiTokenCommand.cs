using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens.Delete;

/// <summary>Ends a token of an organization; it is not found any more.</summary>
[RequiresScope(PlatformPermissions.ApiTokensWrite, ApiTokenScopes.All)]
public sealed record DeleteApiTokenCommand : IRequest<Result<Token>>, ITokenRequest
{
    /// <summary>Which.</summary>
    public Input<ApiTokenLookup> ApiToken { get; init; }

    /// <inheritdoc/>
    public ResourceId TokenId => ApiToken.Value?.TokenId ?? default;
}
