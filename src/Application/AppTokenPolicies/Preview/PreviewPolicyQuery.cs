using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Application.AppTokenPolicies.Preview;

/// <summary>What a policy would mean for the tokens that live now. Nothing is changed.</summary>
[RequiresPermission(PlatformPermissions.AppTokenPoliciesWrite)]
public sealed record PreviewPolicyQuery(ResourceId OrganizationId, PolicyFields Fields)
    : IRequest<Result<PolicyForecast>>, IOrganizationRequest
{
    /// <summary>The app that it would govern; none for all apps that have no policy of their own.</summary>
    public Input<Guid> AppId { get; init; }
}
