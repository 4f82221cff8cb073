using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Organizations;
using TokenPlatform.Application.Users;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members.Add;

internal sealed class AddMemberHandler(IMemberRepository members, IUserRepository users, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<AddMemberCommand, Result<Member>>
{
    public async Task<Result<Member>> Handle(AddMemberCommand command, CancellationToken cancellationToken)
    {
        var user = command.UserId.HasValue
            ? (await users.FindStandingAsync(command.UserId.Value, cancellationToken))?.User
            : await users.FindByEmailAsync(Emails.Normalize(command.Email.Value!), cancellationToken);
        if (user is null)
        {
            return new NotFoundError("user", command.UserId.HasValue ? command.UserId.Value.ToString() : command.Email.Value!);
        }

        var organizationId = command.OrganizationId.Value;
        if (await members.FindAsync(organizationId, user.UserId, cancellationToken) is not null)
        {
            return new ConflictError("The user is a member already");
        }

        var membership = new Membership(organizationId, user.UserId, Role.Parse(command.Role.Value!), clock.GetNow());
        await members.AddAsync(membership, cancellationToken);
        audit.Append(OrganizationEvents.MemberAdded(membership));
        return new Member(user, membership.Role, membership.CreatedAt);
    }
}
