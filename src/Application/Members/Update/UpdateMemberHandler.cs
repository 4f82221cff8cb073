using MediatR;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Organizations;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members.Update;

internal sealed class UpdateMemberHandler(IMemberRepository members, LastAdmin lastAdmin, IAuditTrail audit)
    : IRequestHandler<UpdateMemberCommand, Result<Member>>
{
    public async Task<Result<Member>> Handle(UpdateMemberCommand command, CancellationToken cancellationToken)
    {
        var organizationId = command.OrganizationId.Value;
        if (await members.FindAsync(organizationId, command.UserId.Value, cancellationToken) is not { } member)
        {
            return new NotFoundError("member", command.UserId.Text);
        }

        var role = command.Role.HasValue ? Role.Parse(command.Role.Value!) : member.Role;
        if (role == member.Role)
        {
            return member;
        }

        if (await lastAdmin.JudgeLossAsync(organizationId, member, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await members.SetRoleAsync(organizationId, member.User.UserId, role, cancellationToken);
        audit.Append(OrganizationEvents.MemberUpdated(member.User.UserId, member.Role, role));
        return member with { Role = role };
    }
}
