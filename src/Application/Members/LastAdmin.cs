using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Members;

/// <summary>An organization keeps at least one admin who is not disabled.</summary>
internal sealed class LastAdmin(IMemberRepository members)
{
    public async Task<Error?> JudgeLossAsync(Guid organizationId, Member member, CancellationToken cancellationToken) =>
        member.Role == Role.Admin
        && member.User.DisabledAt is null
        && await members.CountAdminsAsync(organizationId, cancellationToken) == 1
            ? new ConflictError("The last admin of an organization stays its admin")
            : null;
}
