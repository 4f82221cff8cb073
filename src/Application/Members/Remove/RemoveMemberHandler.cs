using MediatR;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Organizations;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Members.Remove;

internal sealed class RemoveMemberHandler(
    IMemberRepository members, LastAdmin lastAdmin, TokenRevoker revoker, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<RemoveMemberCommand, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(RemoveMemberCommand command, CancellationToken cancellationToken)
    {
        var organizationId = command.OrganizationId.Value;
        if (await members.FindAsync(organizationId, command.UserId.Value, cancellationToken) is not { } member)
        {
            return new NotFoundError("member", command.UserId.Text);
        }

        if (await lastAdmin.JudgeLossAsync(organizationId, member, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var userId = member.User.UserId;
        await members.RemoveAsync(organizationId, userId, cancellationToken);
        audit.Append(OrganizationEvents.MemberRemoved(userId, member.Role));
        await revoker.RevokeAsync(
            organizationId,
            new TokenSelection(organizationId, UserId: userId),
            clock.GetNow(),
            RevocationReasons.MemberRemoved,
            cancellationToken);
        return Unit.Value;
    }
}
