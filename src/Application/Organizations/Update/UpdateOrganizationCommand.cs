using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Organizations.Update;

/// <summary>Renames an organization.</summary>
[RequiresPermission(PlatformPermissions.OrganizationsWrite)]
public sealed record UpdateOrganizationCommand(ResourceId OrganizationId)
    : IRequest<Result<Organization>>, IOrganizationRequest, ITransactional
{
    /// <summary>1..255 code points.</summary>
    public Input<string> Name { get; init; }

    /// <summary>A lower-case DNS label that no other organization has.</summary>
    public Input<string> SubDomain { get; init; }
}
