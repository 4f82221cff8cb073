using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.AppTokens.Create;

/// <summary>Issues a token for an app (seed 001, Create App Token).</summary>
[RequiresPermission(PlatformPermissions.AppTokensWrite)]
public sealed record CreateAppTokenCommand(ResourceId OrganizationId, ResourceId AppId)
    : IRequest<Result<IssuedToken>>, IOrganizationRequest, ITransactional
{
    /// <summary>1..255 code points.</summary>
    public Input<string> Name { get; init; }

    /// <summary>At most 1000 code points.</summary>
    public Input<string> Description { get; init; }

    /// <summary><c>pat</c>, owned by a user, or <c>service</c>, owned by the app; <c>pat</c> unless said.</summary>
    public Input<string> TokenType { get; init; }

    /// <summary>The member who shall own a <c>pat</c>; the caller unless said.</summary>
    public Input<Guid> OwnerId { get; init; }

    /// <summary>At most 200, see <see cref="PermissionReader"/>.</summary>
    public Input<IReadOnlyList<Input<string>>> Scopes { get; init; }

    /// <summary>At most 200, see <see cref="PermissionReader"/>.</summary>
    public Input<IReadOnlyList<Input<string>>> Permissions { get; init; }

    /// <summary>At most 200 strings of 1..255.</summary>
    public Input<IReadOnlyList<Input<string>>> WorkspaceIds { get; init; }

    /// <summary>At most 200 strings of 1..255.</summary>
    public Input<IReadOnlyList<Input<string>>> NamespaceIds { get; init; }

    /// <summary>At most 200 strings of 1..255.</summary>
    public Input<IReadOnlyList<Input<string>>> EnvironmentIds { get; init; }

    /// <summary>At most 200 patterns of 1..255.</summary>
    public Input<IReadOnlyList<Input<string>>> EndpointPaths { get; init; }

    /// <summary>At most 200 addresses or CIDR networks.</summary>
    public Input<IReadOnlyList<Input<string>>> AuthorizedIpAddresses { get; init; }

    /// <summary>Requests a second, 1..100000.</summary>
    public Input<int> RateLimitRps { get; init; }

    /// <summary>Requests at once, 1..100000; needs <see cref="RateLimitRps"/>.</summary>
    public Input<int> RateLimitBurst { get; init; }

    /// <summary>When it shall expire; in the future, with an offset.</summary>
    public Input<DateTimeOffset> ExpiresAt { get; init; }

    /// <summary>In how many days it shall expire, 1..3650; not beside <see cref="ExpiresAt"/>.</summary>
    public Input<int> ExpiresInDays { get; init; }

    /// <summary>Whether a refresh token shall come along.</summary>
    public Input<bool> IssueRefreshToken { get; init; }
}
