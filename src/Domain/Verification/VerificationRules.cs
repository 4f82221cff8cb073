using System.Net;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.Verification;

/// <summary>The rules that every use of a token is held against, whoever asks. Pure; the rate is spent after them.</summary>
public static class VerificationRules
{
    /// <summary>Judges a use of a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="owner">The token's user, seen from where it is used.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="now">The moment of the call.</param>
    /// <returns>The first rule that refuses, or <see cref="VerificationCode.Valid"/>.</returns>
    public static VerificationCode Judge(TokenSnapshot token, OwnerState owner, VerificationCall call, DateTimeOffset now)
    {
        var life = owner.IsDisabled ? VerificationCode.Revoked : JudgeLife(token, now);
        if (life != VerificationCode.Valid)
        {
            return life;
        }

        bool Judges(JudgedLimits limit) => (call.Judged & limit) == limit;

        return Judges(JudgedLimits.Address) && !AllowsAddress(token, call) ? VerificationCode.IpNotAllowed
            : Judges(JudgedLimits.Path) && !AllowsPath(token, call) ? VerificationCode.EndpointNotAllowed
            : Judges(JudgedLimits.Resources) && !AllowsResources(token, call) ? VerificationCode.ResourceNotAllowed
            : Judges(JudgedLimits.Permissions) && !AllowsPermissions(token, owner.Role, call) ? VerificationCode.InsufficientPermissions
            : VerificationCode.Valid;
    }

    private static VerificationCode JudgeLife(TokenSnapshot token, DateTimeOffset now) => token.Token.StatusAt(now) switch
    {
        TokenStatus.Revoked => VerificationCode.Revoked,
        TokenStatus.Rejected => VerificationCode.Rejected,
        TokenStatus.Expired => VerificationCode.Expired,
        TokenStatus.PendingApproval => VerificationCode.PendingApproval,
        _ => VerificationCode.Valid,
    };

    private static bool AllowsAddress(TokenSnapshot token, VerificationCall call) =>
        token.Addresses.Count == 0 || (call.Address is { } address && Holds(token.Addresses, address));

    private static bool AllowsPath(TokenSnapshot token, VerificationCall call) =>
        token.Paths.Count == 0
        || (RequestPath.TryParse(call.EndpointPath, out var path) && Matches(token.Paths, path));

    // On their own: a closure is made where its method begins, also for tokens that have no list to search.
    private static bool Holds(IReadOnlyList<AddressRange> ranges, IPAddress address) => ranges.Any(range => range.Contains(address));

    private static bool Matches(IReadOnlyList<PathPattern> patterns, RequestPath path) => patterns.Any(pattern => pattern.Matches(path));

    private static bool AllowsResources(TokenSnapshot token, VerificationCall call) =>
        Allows(token.Workspaces, call.WorkspaceId)
        && Allows(token.Namespaces, call.NamespaceId)
        && Allows(token.Environments, call.EnvironmentId);

    private static bool Allows(IReadOnlySet<string> allowed, string? named) =>
        allowed.Count == 0 || (named is not null && allowed.Contains(named));

    private static bool AllowsPermissions(TokenSnapshot token, Role? role, VerificationCall call)
    {
        if (call.Needed.Count == 0)
        {
            return true;
        }

        var authority = token.AuthorityFor(role);
        for (var i = 0; i < call.Needed.Count; i++)
        {
            if (!authority.Allows(call.Needed[i]))
            {
                return false;
            }
        }

        return true;
    }
}
