using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Apps.Create;

/// <summary>Adds an app, for which tokens can then be issued.</summary>
[RequiresPermission(PlatformPermissions.AppsWrite)]
public sealed record CreateAppCommand(ResourceId OrganizationId) : IRequest<Result<App>>, IOrganizationRequest, ITransactional
{
    /// <summary>1..255 code points.</summary>
    public Input<string> Name { get; init; }

    /// <summary>At most 1000 code points.</summary>
    public Input<string> Description { get; init; }
}
