using MediatR;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Organizations.Get;

internal sealed class GetOrganizationHandler(IOrganizationRepository organizations)
    : IRequestHandler<GetOrganizationQuery, Result<Organization>>
{
    public async Task<Result<Organization>> Handle(GetOrganizationQuery query, CancellationToken cancellationToken) =>
        await organizations.FindAsync(query.OrganizationId.Value, cancellationToken) is { } organization
            ? organization
            : new NotFoundError("organization", query.OrganizationId.Text);
}
