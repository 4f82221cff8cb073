using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members;

/// <summary>An organization keeps at least one admin who is not disabled.</summary>
internal sealed class LastAdmin(IMemberRepository members)
{
    public async Task<Error?> JudgeLossAsync(Guid organizationId, Member member, CancellationToken cancellationToken) =>
        member.Role == Role.Admin
        && await members.CountAdminsAsync(organizationId, cancellationToken) == (member.User.DisabledAt is null ? 1 : 0)
            ? new ConflictError("The last admin of an organization stays its admin")
            : null;
}
