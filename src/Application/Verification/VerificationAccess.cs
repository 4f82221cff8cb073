using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.Verification;

/// <summary>
/// Who may ask about a token. An organization's: whoever verifies there. A person's own: that person and platform
/// administrators, and whoever verifies in an organization that both the question and the person name.
/// </summary>
internal sealed class VerificationAccess(Visibility visibility)
{
    private static readonly Permission s_verify = Permission.Parse(PlatformPermissions.TokensVerify);

    public async ValueTask<bool> MayAskAsync(
        TokenHolder caller, TokenHolder about, Guid? organizationId, CancellationToken cancellationToken)
    {
        if (organizationId is { } id && !await visibility.IsVisibleAsync(about, id, cancellationToken))
        {
            return false;
        }

        return (organizationId is { } at && caller.AuthorityIn(at).Allows(s_verify))
            || (about.ActsAsUser && (caller.IsPlatformAdministrator || (caller.ActsAsUser && caller.Token.Token.UserId == about.Token.Token.UserId)));
    }
}
