using System.Net;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Domain.UnitTests.Verification;

[TestFixture]
public class VerificationRulesTests
{
    private static readonly Token s_bound = Make.Token() with
    {
        Limits = new TokenLimits
        {
            AuthorizedIpAddresses = ["10.0.0.0/8", "192.0.2.7"],
            EndpointPaths = ["/v1/documents/**", "/v1/status"],
            WorkspaceIds = ["w1", "w2"],
            NamespaceIds = ["n1"],
            EnvironmentIds = ["e1"],
            Permissions = ["documents:read"],
            Scopes = ["mail:send"],
        },
    };

    private static readonly VerificationCall s_allowed = new()
    {
        Judged = JudgedLimits.All,
        Address = IPAddress.Parse("192.0.2.7"),
        EndpointPath = "/v1/documents/7",
        WorkspaceId = "w2",
        NamespaceId = "n1",
        EnvironmentId = "e1",
        Needed = [Permission.Parse("documents:read"), Permission.Parse("mail:send")],
    };

    private static readonly VerificationCall s_bare = new() { Judged = JudgedLimits.All };

    [Test]
    public void VerificationCode_WhenOrdered_IsTheContractsOrder() =>
        Assert.That(Enum.GetValues<VerificationCode>(), Is.EqualTo(new[]
        {
            VerificationCode.NotFound, VerificationCode.Revoked, VerificationCode.Rejected, VerificationCode.Expired,
            VerificationCode.PendingApproval, VerificationCode.IpNotAllowed, VerificationCode.EndpointNotAllowed,
            VerificationCode.ResourceNotAllowed, VerificationCode.InsufficientPermissions, VerificationCode.RateLimited,
            VerificationCode.Valid,
        }));

    [TestCase(VerificationCode.Revoked)]
    [TestCase(VerificationCode.Rejected)]
    [TestCase(VerificationCode.Expired)]
    [TestCase(VerificationCode.PendingApproval)]
    [TestCase(VerificationCode.IpNotAllowed)]
    [TestCase(VerificationCode.EndpointNotAllowed)]
    [TestCase(VerificationCode.ResourceNotAllowed)]
    [TestCase(VerificationCode.InsufficientPermissions)]
    [TestCase(VerificationCode.Valid)]
    public void Judge_WhenEveryLaterRuleIsBrokenToo_GivesTheFirst(VerificationCode first)
    {
        var token = s_bound with
        {
            RevokedAt = first <= VerificationCode.Revoked ? Make.Now : null,
            Approval = first <= VerificationCode.Rejected ? ApprovalState.Rejected
                : first <= VerificationCode.PendingApproval ? ApprovalState.Pending
                : ApprovalState.Approved,
            ExpiresAt = first <= VerificationCode.Expired ? Make.Now : null,
        };
        var call = s_allowed with
        {
            Address = first <= VerificationCode.IpNotAllowed ? IPAddress.Loopback : s_allowed.Address,
            EndpointPath = first <= VerificationCode.EndpointNotAllowed ? "/v2" : s_allowed.EndpointPath,
            WorkspaceId = first <= VerificationCode.ResourceNotAllowed ? "w9" : s_allowed.WorkspaceId,
            Needed = first <= VerificationCode.InsufficientPermissions ? [Permission.Parse("documents:write")] : s_allowed.Needed,
        };

        Assert.That(Judge(token, call), Is.EqualTo(first));
    }

    [Test]
    public void Judge_WhenNothingIsBound_AllowsACallThatNamesNothing() =>
        Assert.That(Judge(Make.Token(), s_bare), Is.EqualTo(VerificationCode.Valid));

    [Test]
    public void Judge_WhenNothingIsBound_AllowsACallThatNamesAnything() =>
        Assert.That(Judge(Make.Token(), s_allowed with { Needed = [], EndpointPath = "/../x" }), Is.EqualTo(VerificationCode.Valid));

    [Test]
    public void Judge_WhenAddressIsNotNamed_IsIpNotAllowed() =>
        Assert.That(Judge(s_bound, s_allowed with { Address = null }), Is.EqualTo(VerificationCode.IpNotAllowed));

    [TestCase("10.255.255.255", VerificationCode.Valid)]
    [TestCase("::ffff:10.1.2.3", VerificationCode.Valid)]
    [TestCase("11.0.0.0", VerificationCode.IpNotAllowed)]
    [TestCase("::1", VerificationCode.IpNotAllowed)]
    public void Judge_WhenAddress_AnyRangeWillDo(string address, VerificationCode expected) =>
        Assert.That(Judge(s_bound, s_allowed with { Address = IPAddress.Parse(address) }), Is.EqualTo(expected));

    [TestCase("/v1/status", VerificationCode.Valid)]
    [TestCase("/v1/status?q=/v2", VerificationCode.Valid)]
    [TestCase("/v1/documents", VerificationCode.Valid)]
    [TestCase("/v1/status/7", VerificationCode.EndpointNotAllowed)]
    [TestCase("/v1/documents/../admin", VerificationCode.EndpointNotAllowed)]
    [TestCase("v1/status", VerificationCode.EndpointNotAllowed)]
    [TestCase("", VerificationCode.EndpointNotAllowed)]
    [TestCase(null, VerificationCode.EndpointNotAllowed)]
    public void Judge_WhenPath_AnyPatternWillDo(string? path, VerificationCode expected) =>
        Assert.That(Judge(s_bound, s_allowed with { EndpointPath = path }), Is.EqualTo(expected));

    [TestCase("w1", "n1", "e1", VerificationCode.Valid)]
    [TestCase("W1", "n1", "e1", VerificationCode.ResourceNotAllowed)]
    [TestCase(null, "n1", "e1", VerificationCode.ResourceNotAllowed)]
    [TestCase("w1", "n2", "e1", VerificationCode.ResourceNotAllowed)]
    [TestCase("w1", null, "e1", VerificationCode.ResourceNotAllowed)]
    [TestCase("w1", "n1", "n1", VerificationCode.ResourceNotAllowed)]
    [TestCase("w1", "n1", null, VerificationCode.ResourceNotAllowed)]
    public void Judge_WhenResources_AllThreeMustBeAllowed(
        string? workspace, string? @namespace, string? environment, VerificationCode expected)
    {
        var call = s_allowed with { WorkspaceId = workspace, NamespaceId = @namespace, EnvironmentId = environment };

        Assert.That(Judge(s_bound, call), Is.EqualTo(expected));
    }

    [TestCase("", VerificationCode.Valid)]
    [TestCase("documents:eu:read", VerificationCode.Valid)]
    [TestCase("mail:send", VerificationCode.Valid)]
    [TestCase("documents:read documents:write", VerificationCode.InsufficientPermissions)]
    [TestCase("documents:*", VerificationCode.InsufficientPermissions)]
    public void Judge_WhenPermissionsAreNeeded_AllMustBeCarried(string needed, VerificationCode expected) =>
        Assert.That(Judge(s_bound, s_allowed with { Needed = Parse(needed) }), Is.EqualTo(expected));

    [TestCase(JudgedLimits.Address, VerificationCode.IpNotAllowed)]
    [TestCase(JudgedLimits.Path, VerificationCode.EndpointNotAllowed)]
    [TestCase(JudgedLimits.Resources, VerificationCode.ResourceNotAllowed)]
    [TestCase(JudgedLimits.Permissions, VerificationCode.InsufficientPermissions)]
    [TestCase(JudgedLimits.Life, VerificationCode.Valid)]
    public void Judge_WhenOneLimitIsJudged_OverlooksTheOthers(JudgedLimits judged, VerificationCode expected)
    {
        var call = new VerificationCall { Judged = judged, Needed = Parse("documents:write") };

        Assert.That(Judge(s_bound, call), Is.EqualTo(expected));
        Assert.That(Judge(s_bound, s_allowed with { Judged = judged }), Is.EqualTo(VerificationCode.Valid));
    }

    [Test]
    public void Judge_WhenOnlyLifeIsJudged_StillJudgesLife() =>
        Assert.That(
            Judge(s_bound.Revoke(Make.Now, null), new VerificationCall { Judged = JudgedLimits.Life }),
            Is.EqualTo(VerificationCode.Revoked));

    [TestCase(TokenKind.Personal, "viewer", "apps:read", true)]
    [TestCase(TokenKind.Session, "viewer", "apps:read", true)]
    [TestCase(TokenKind.Personal, "viewer", "apps:write", false)]
    [TestCase(TokenKind.Session, "admin", "documents:read", false)]
    [TestCase(TokenKind.Personal, null, "apps:read", false)]
    [TestCase(TokenKind.App, "admin", "members:write", true)]
    [TestCase(TokenKind.App, "viewer", "members:write", false)]
    [TestCase(TokenKind.App, "admin", "members:read", false)]
    [TestCase(TokenKind.App, null, "members:write", false)]
    [TestCase(TokenKind.App, null, "documents:read", true)]
    public void Judge_WhenAUsersToken_FollowsTheRole(TokenKind kind, string? role, string needed, bool allowed)
    {
        var token = Make.Token(kind) with
        {
            UserId = Make.Id(5),
            LastUsedAt = Make.Now,
            Limits = new TokenLimits { Permissions = ["members:write"], Scopes = ["documents:read"] },
        };

        var code = Judge(token, s_bare with { Needed = Parse(needed) }, role is null ? null : Role.Parse(role));

        Assert.That(code, Is.EqualTo(allowed ? VerificationCode.Valid : VerificationCode.InsufficientPermissions));
    }

    [TestCase(TokenKind.App, "members:write", VerificationCode.Valid)]
    [TestCase(TokenKind.Organization, "members:write", VerificationCode.Valid)]
    [TestCase(TokenKind.Organization, "members:read", VerificationCode.InsufficientPermissions)]
    public void Judge_WhenNobodysToken_IsWhatItCarries(TokenKind kind, string needed, VerificationCode expected)
    {
        var token = Make.Token(kind) with { Limits = new TokenLimits { Scopes = ["members:write"] } };

        Assert.That(Judge(token, s_bare with { Needed = Parse(needed) }), Is.EqualTo(expected));
    }

    [Test]
    public void TokenSnapshot_WhenAKeptRangeIsBroken_Throws()
    {
        var token = Make.Token() with { Limits = new TokenLimits { AuthorizedIpAddresses = ["10.0.0.1/8"] } };

        Assert.That(() => new TokenSnapshot(token), Throws.TypeOf<FormatException>());
    }

    private static VerificationCode Judge(Token token, VerificationCall call, Role? role = null) =>
        VerificationRules.Judge(new TokenSnapshot(token), role, call, Make.Now);

    private static Permission[] Parse(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Permission.Parse)];
}
