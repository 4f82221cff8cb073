using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.OrganizationApiTokens.Update;

/// <summary>Changes a token of an organization. What is not sent stays.</summary>
[RequiresScope(PlatformPermissions.ApiTokensWrite, ApiTokenScopes.All)]
public sealed record UpdateApiTokenCommand : IRequest<Result<AnnotatedToken>>
{
    /// <summary>Which.</summary>
    public Input<ApiTokenLookup> ApiToken { get; init; }

    /// <summary>What changes.</summary>
    public Input<ApiTokenProperties> Properties { get; init; }

    /// <summary>What is noted of it from now on, at most 200.</summary>
    public Input<IReadOnlyList<Input<SentAnnotation>>> Annotations { get; init; }
}
