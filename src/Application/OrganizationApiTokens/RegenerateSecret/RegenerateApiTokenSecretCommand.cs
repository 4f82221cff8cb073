using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.OrganizationApiTokens.RegenerateSecret;

/// <summary>Gives a token of an organization a new secret. The old one dies at once.</summary>
[RequiresScope(PlatformPermissions.ApiTokensWrite, ApiTokenScopes.All)]
public sealed record RegenerateApiTokenSecretCommand : IRequest<Result<IssuedToken>>, ITokenRequest
{
    /// <summary>Which.</summary>
    public Input<ApiTokenLookup> ApiToken { get; init; }

    /// <inheritdoc/>
    public ResourceId TokenId => ApiToken.Value?.TokenId ?? default;
}
