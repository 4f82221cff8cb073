using MediatR;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Me;

internal sealed class GetMeHandler(RequestContext context, ISnapshots snapshots, IOrganizationRepository organizations)
    : IRequestHandler<GetMeQuery, Result<Identity>>
{
    public async Task<Result<Identity>> Handle(GetMeQuery query, CancellationToken cancellationToken)
    {
        var caller = context.RequiredCaller;
        if (caller.UserId is { } userId)
        {
            var memberships = await snapshots.ListMembershipsAsync(userId, cancellationToken);
            return new Identity(caller.Holder.User!.User, [.. memberships.Select(m => (m.Organization, (Role?)m.Role))], caller.Token);
        }

        var own = await organizations.FindAsync(caller.Token.OrganizationId!.Value, cancellationToken);
        return new Identity(null, own is null ? [] : [(own, null)], caller.Token);
    }
}
