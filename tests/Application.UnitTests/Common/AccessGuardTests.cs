using System.Net;
using MediatR;
using Moq;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.UnitTests.Common;

[TestFixture]
public class AccessGuardTests
{
    private static readonly ResourceId s_organization = new(Make.Organization.ToString());
    private static readonly AboutOrganization s_request = new(s_organization);
    private static readonly NotFoundError s_missing = new("organization", s_organization.Text);

    // 401, 404 of the organization, 403: each caller breaks the rule and all those after it.
    [Test]
    public async Task Judge_WhenNobodyCalls_Is401() => Assert.That(await JudgeAsync(null, s_request), Is.TypeOf<AuthenticationError>());

    [Test]
    public async Task Judge_WhenStrangerCallsFromAForeignPlace_Is404() =>
        Assert.That(await JudgeAsync(Restricted(role: null) with { IsForeignWrite = true }, s_request), Is.EqualTo(s_missing));

    [Test]
    public async Task Judge_WhenAddressIsForeignAndRoleLacks_NamesTheAddress() =>
        Assert.That(
            await JudgeAsync(Restricted(Role.Viewer) with { IsForeignWrite = true }, s_request),
            Is.EqualTo(new ForbiddenError(null, "IP_NOT_ALLOWED")));

    [Test]
    public async Task Judge_WhenPathIsNotAllowed_NamesThePath()
    {
        var limits = new TokenLimits { EndpointPaths = ["/elsewhere"] };
        var caller = Make.UserCaller(Make.Standing(Role.Viewer), Make.Token() with { Limits = limits });
        Assert.That(await JudgeAsync(caller, s_request), Is.EqualTo(new ForbiddenError(null, "ENDPOINT_NOT_ALLOWED")));
    }

    [Test]
    public async Task Judge_WhenForeignOriginAndRoleLacks_NamesTheOrigin() =>
        Assert.That(
            await JudgeAsync(Member(Role.Viewer) with { IsForeignWrite = true }, s_request),
            Is.EqualTo(new ForbiddenError(null, "foreign_origin")));

    [Test]
    public async Task Judge_WhenRoleLacks_NamesThePermission() =>
        Assert.That(await JudgeAsync(Member(Role.Viewer), s_request), Is.EqualTo(new ForbiddenError("members:write")));

    [Test]
    public async Task Judge_WhenRoleHas_Passes() => Assert.That(await JudgeAsync(Member(Role.Admin), s_request), Is.Null);

    [Test]
    public async Task Judge_WhenMembersTokenIsRevoked_Is401()
    {
        var caller = Make.UserCaller(Make.Standing(Role.Admin), Make.Token() with { RevokedAt = Make.Now });
        Assert.That(await JudgeAsync(caller, s_request), Is.TypeOf<AuthenticationError>());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Judge_WhenPlatformAdministratorAsks_OrganizationHasToExist(bool exists)
    {
        var caller = Make.UserCaller(Make.Standing(role: null, isPlatformAdmin: true));
        Assert.That(await JudgeAsync(caller, s_request, exists), exists ? Is.Null : Is.EqualTo(s_missing));
    }

    [Test]
    public async Task Judge_WhenTokenIsOfAnotherOrganization_Is404()
    {
        var token = Make.Token(TokenKind.App) with
        {
            OrganizationId = Make.Id(9),
            AppId = Make.Id(8),
            Limits = new TokenLimits { Permissions = ["*"] },
        };
        Assert.That(await JudgeAsync(Make.Caller(token), s_request), Is.EqualTo(s_missing));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Judge_WhenOnlyAdministratorsMay_AsksForOne(bool isAdministrator)
    {
        var caller = Make.UserCaller(Make.Standing(Role.Admin, isPlatformAdmin: isAdministrator));
        var expected = isAdministrator ? null : new ForbiddenError(null, "platform_administrator");
        Assert.That(await JudgeAsync(caller, new ForAdministrators()), Is.EqualTo(expected));
    }

    [TestCase(TokenKind.Personal, true)]
    [TestCase(TokenKind.Session, true)]
    [TestCase(TokenKind.App, false)]
    [TestCase(TokenKind.Organization, false)]
    public async Task Judge_WhenOnlyUsersMay_RefusesAllElseAboutThemselvesToo(TokenKind kind, bool passes)
    {
        var token = Make.Token(kind) with { OrganizationId = Make.Organization, IssuedAt = Make.Now };
        var caller = Make.UserCaller(Make.Standing(Role.Admin), token);
        var expected = passes ? null : new ForbiddenError(null, "user");
        Assert.That(await JudgeAsync(caller, new ForUsers(new(ResourceId.Self))), Is.EqualTo(expected));
        Assert.That(await JudgeAsync(caller, new ForUsers(new(Make.Id(9).ToString()))), Is.EqualTo(expected));
    }

    [TestCase("viewer", "tokens:verify")]
    [TestCase("operator", null)]
    public async Task Judge_WhenPermissionIsNeededAnywhere_LooksAtEveryRole(string role, string? missing)
    {
        var error = await JudgeAsync(Member(Role.Parse(role)), new ForVerifiers());
        Assert.That(error, Is.EqualTo(missing is null ? null : new ForbiddenError(missing)));
    }

    [TestCase(5, true)]
    [TestCase(6, false)]
    public async Task Judge_WhenOwnerNeedsNoPermission_LooksAtTheOwner(int owner, bool passes)
    {
        var request = new AboutToken(s_organization, new(Make.Id(8).ToString()), new(Make.Id(7).ToString()));
        var token = Make.Token(TokenKind.App) with { TokenId = Make.Id(7), UserId = Make.Id(owner) };
        var error = await JudgeAsync(Member(Role.Viewer), request, about: token);
        Assert.That(error, Is.EqualTo(passes ? null : new ForbiddenError("app_tokens:write")));
    }

    [Test]
    public async Task Judge_WhenTokenAsksAboutItself_NeedsNeitherPermissionNorPath()
    {
        var self = Make.Token(TokenKind.App) with
        {
            OrganizationId = Make.Organization,
            AppId = Make.Id(8),
            Limits = new TokenLimits { EndpointPaths = ["/elsewhere"] },
        };
        var request = new AboutToken(s_organization, new(Make.Id(8).ToString()), new(ResourceId.Self));
        Assert.That(await JudgeAsync(Make.Caller(self), request), Is.Null);
    }

    [Test]
    public async Task Judge_WhenAnybodyMayAsk_JudgesNoToken()
    {
        var request = new ForAnybody();
        var revoked = Make.UserCaller(Make.Standing(Role.Admin), Make.Token() with { RevokedAt = Make.Now });
        Assert.Multiple(async () =>
        {
            Assert.That(await JudgeAsync(null, request), Is.Null);
            Assert.That(await JudgeAsync(revoked with { IsForeignWrite = true }, request), Is.Null);
        });
    }

    [Test]
    public async Task Spend_WhenAnybodyMayAsk_TakesNothingOffTheRate()
    {
        var limits = new TokenLimits { Rate = RateLimit.Of(1, 1) };
        var context = new RequestContext { Caller = Make.UserCaller(Make.Standing(Role.Admin), Make.Token() with { Limits = limits }) };
        var error = await Guard(context, organization: null, about: null, user: null).SpendAsync(new ForAnybody(), default);
        Assert.That((error, context.Rate), Is.EqualTo(((Error?)null, (RateDecision?)null)));
    }

    [Test]
    public async Task Refresh_WhenRoleWasTaken_JudgesAnew()
    {
        var context = new RequestContext { Caller = Member(Role.Admin) };
        var guard = Guard(context, organization: null, context.Caller.Token, Make.Standing(role: null));
        await guard.RefreshAsync(default);
        Assert.That(await guard.JudgeAsync(s_request, default), Is.EqualTo(s_missing));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Refresh_WhenTokenWasEnded_Is401(bool isKept)
    {
        var context = new RequestContext { Caller = Member(Role.Admin) };
        var ended = isKept ? context.Caller.Token with { RevokedAt = Make.Now } : null;
        var guard = Guard(context, organization: null, ended, Make.Standing(Role.Admin));
        await guard.RefreshAsync(default);
        Assert.That(await guard.JudgeAsync(s_request, default), Is.TypeOf<AuthenticationError>());
    }

    private static Caller Member(Role? role) => Make.UserCaller(Make.Standing(role));

    private static Caller Restricted(Role? role)
    {
        var limits = new TokenLimits { AuthorizedIpAddresses = ["192.0.2.0/24"] };
        var caller = Make.UserCaller(Make.Standing(role), Make.Token() with { Limits = limits });
        return caller with { Address = IPAddress.Parse("198.51.100.1") };
    }

    private static Task<Error?> JudgeAsync(Caller? caller, object request, bool exists = true, Token? about = null)
    {
        var organization = exists ? new Organization(Make.Organization, "Acme", "acme", Make.Now) : null;
        return Guard(new RequestContext { Caller = caller }, organization, about, null).JudgeAsync(request, default);
    }

    private static AccessGuard Guard(RequestContext context, Organization? organization, Token? about, UserStanding? user)
    {
        var snapshots = new Mock<ISnapshots>();
        snapshots.Setup(port => port.HasOrganizationAsync(Make.Organization, It.IsAny<CancellationToken>())).ReturnsAsync(organization is not null);
        var tokens = new Mock<ITokenRepository>();
        tokens.Setup(port => port.FindWithOwnerAsync(Make.Id(1), It.IsAny<CancellationToken>())).ReturnsAsync(about is null ? null : (about, user));
        tokens.Setup(port => port.FindAppTokenAsync(Make.Organization, Make.Id(8), Make.Id(7), It.IsAny<CancellationToken>())).ReturnsAsync(about);
        return new AccessGuard(context, new Visibility(snapshots.Object), new(() => tokens.Object), Mock.Of<IRateLimiter>(), Mock.Of<ITokenUses>(), Make.Clock);
    }

    [RequiresPermission(PlatformPermissions.MembersWrite)]
    private sealed record AboutOrganization(ResourceId OrganizationId) : IRequest<Result<int>>, IOrganizationRequest;

    [RequiresPermission(PlatformPermissions.AppTokensWrite, OrOwner = true)]
    private sealed record AboutToken(ResourceId OrganizationId, ResourceId AppId, ResourceId TokenId) : IRequest<Result<int>>, IAppTokenRequest;

    [RequiresPlatformAdministrator]
    private sealed record ForAdministrators : IRequest<Result<int>>;

    [RequiresUser]
    private sealed record ForUsers(ResourceId TokenId) : IRequest<Result<int>>, ITokenRequest;

    [RequiresPermissionAnywhere(PlatformPermissions.TokensVerify)]
    private sealed record ForVerifiers : IRequest<Result<int>>;

    [AllowsAnonymous]
    private sealed record ForAnybody : IRequest<Result<int>>;
}
