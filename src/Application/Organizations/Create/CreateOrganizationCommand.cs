using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Organizations.Create;

/// <summary>Founds an organization. Its creator becomes its first admin.</summary>
[RequiresPlatformAdministrator]
public sealed record CreateOrganizationCommand : IRequest<Result<Organization>>, ITransactional
{
    /// <summary>1..255 code points.</summary>
    public Input<string> Name { get; init; }

    /// <summary>A lower-case DNS label that no other organization has.</summary>
    public Input<string> SubDomain { get; init; }
}
