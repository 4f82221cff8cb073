using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.OrganizationApiTokens.Create;

/// <summary>Issues a token that belongs to an organization and acts by its scopes.</summary>
[RequiresScope(PlatformPermissions.ApiTokensWrite, ApiTokenScopes.All)]
public sealed record CreateApiTokenCommand : IRequest<Result<AnnotatedToken>>
{
    /// <summary>Whose.</summary>
    public Input<OrganizationLookup> Organization { get; init; }

    /// <summary>What the token shall be.</summary>
    public Input<ApiTokenProperties> Properties { get; init; }

    /// <summary>What is noted of it, at most 200.</summary>
    public Input<IReadOnlyList<Input<SentAnnotation>>> Annotations { get; init; }
}
