using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Organizations.Create;

internal sealed class CreateOrganizationHandler(
    RequestContext context, IOrganizationRepository organizations, OrganizationFounder founder, TimeProvider clock)
    : IRequestHandler<CreateOrganizationCommand, Result<Organization>>
{
    public async Task<Result<Organization>> Handle(CreateOrganizationCommand command, CancellationToken cancellationToken)
    {
        if (await organizations.IsSubDomainTakenAsync(command.SubDomain.Value!, cancellationToken))
        {
            return new ConflictError("The sub_domain is taken");
        }

        var now = clock.GetNow();
        var organization = new Organization(Guid.CreateVersion7(now), command.Name.Value!, command.SubDomain.Value!, now);
        await founder.FoundAsync(organization, context.RequiredCaller.UserId!.Value, cancellationToken);
        return organization;
    }
}
