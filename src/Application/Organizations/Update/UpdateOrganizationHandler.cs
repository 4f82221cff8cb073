using MediatR;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Organizations.Update;

internal sealed class UpdateOrganizationHandler(IOrganizationRepository organizations, IUnitOfWork unitOfWork, IAuditTrail audit)
    : IRequestHandler<UpdateOrganizationCommand, Result<Organization>>
{
    public async Task<Result<Organization>> Handle(UpdateOrganizationCommand command, CancellationToken cancellationToken)
    {
        if (await organizations.FindAsync(command.OrganizationId.Value, cancellationToken) is not { } before)
        {
            return new NotFoundError("organization", command.OrganizationId.Text);
        }

        var after = before with
        {
            Name = command.Name.Value ?? before.Name,
            SubDomain = command.SubDomain.Value ?? before.SubDomain,
        };
        if (after == before)
        {
            return before;
        }

        if (after.SubDomain != before.SubDomain)
        {
            // Sub-domains are unique over all organizations, so the platform's lock decides who is first.
            await unitOfWork.AlsoHoldAsync(AuditChain.Platform, cancellationToken);
            if (await organizations.IsSubDomainTakenAsync(after.SubDomain, cancellationToken))
            {
                return new ConflictError("The sub_domain is taken");
            }
        }

        await organizations.UpdateAsync(after, cancellationToken);
        audit.Append(OrganizationEvents.Updated(before, after));
        return after;
    }
}
