using Moq;
using TokenPlatform.Application.AppTokens.Create;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.UnitTests.AppTokens;

[TestFixture]
public class AppTokenOwnersTests
{
    private static readonly Guid s_caller = Make.Id(5);
    private static readonly Guid s_member = Make.Id(6);
    private static readonly Guid s_stranger = Make.Id(7);

    [Test]
    public async Task Find_WhenService_IsNoUser() =>
        Assert.That((await FindAsync(User(Role.Viewer), type: "service")).Value.UserId, Is.Null);

    [Test]
    public async Task Find_WhenNobodyIsNamed_IsTheCaller() =>
        Assert.That((await FindAsync(User(Role.Developer))).Value.UserId, Is.EqualTo(s_caller));

    [Test]
    public async Task Find_WhenCallerIsNamed_IsTheCaller() =>
        Assert.That((await FindAsync(User(Role.Developer), s_caller)).Value.UserId, Is.EqualTo(s_caller));

    [Test]
    public async Task Find_WhenAdminNamesAMember_IsTheMember() =>
        Assert.That((await FindAsync(User(Role.Admin), s_member)).Value.UserId, Is.EqualTo(s_member));

    [Test]
    public async Task Find_WhenAdminNamesAStranger_IsNotFound() =>
        Assert.That((await FindAsync(User(Role.Admin), s_stranger)).Error, Is.EqualTo(new NotFoundError("member", s_stranger.ToString())));

    [Test]
    public async Task Find_WhenDeveloperNamesAnother_IsForbiddenWhoeverItIs([Values(6, 7, 8)] int other) =>
        Assert.That((await FindAsync(User(Role.Developer), Make.Id(other))).Error, Is.EqualTo(new ForbiddenError(null, "owner_id")));

    [Test]
    public async Task Find_WhenCallerIsNoUserAndNamesNobody_AsksForTheOwner()
    {
        var error = (InvalidInputError)(await FindAsync(Robot(userId: null))).Error!;
        Assert.That(error.Errors.Single().Location, Is.EqualTo(new[] { "body", "owner_id" }));
    }

    [Test]
    public async Task Find_WhenAppsTokenNamesAMember_IsTheMember() =>
        Assert.That((await FindAsync(Robot(userId: null), s_member)).Value.UserId, Is.EqualTo(s_member));

    [TestCase("admin", true)]
    [TestCase("developer", false)]
    public async Task Find_WhenUsersAppTokenNamesAnother_ItsUserHasToBeAdmin(string role, bool may)
    {
        var robot = Make.Caller(Robot(s_caller).Token, Make.Standing(Role.Parse(role)));
        Assert.That((await FindAsync(robot, s_member)).IsSuccess, Is.EqualTo(may));
    }

    [Test]
    public async Task Find_WhenUsersAppTokenNamesItsUser_IsThatUser()
    {
        var robot = Make.Caller(Robot(s_caller).Token, Make.Standing(Role.Developer));
        Assert.That((await FindAsync(robot, s_caller)).Value.UserId, Is.EqualTo(s_caller));
    }

    private static Caller User(Role role) => Make.UserCaller(Make.Standing(role));

    private static Caller Robot(Guid? userId) =>
        Make.Caller(Make.Token(TokenKind.App) with { OrganizationId = Make.Organization, AppId = Make.Id(8), UserId = userId });

    private static Task<Result<AppTokenOwner>> FindAsync(Caller caller, Guid? ownerId = null, string? type = null)
    {
        var users = new Mock<IUserRepository>();
        users.Setup(port => port.FindStandingAsync(s_caller, It.IsAny<CancellationToken>())).ReturnsAsync(Make.Standing(Role.Developer));
        users.Setup(port => port.FindStandingAsync(s_member, It.IsAny<CancellationToken>())).ReturnsAsync(Make.Standing(Role.Viewer, 6));
        users.Setup(port => port.FindStandingAsync(s_stranger, It.IsAny<CancellationToken>())).ReturnsAsync(Make.Standing(role: null, 7));
        var command = new CreateAppTokenCommand(new ResourceId(Make.Organization.ToString()), new ResourceId(Make.Id(8).ToString()))
        {
            OwnerId = ownerId is { } id ? Make.Sent("owner_id", id) : Make.NotSent<Guid>("owner_id"),
            TokenType = type is null ? Make.NotSent<string>("token_type") : Make.Sent("token_type", type),
        };
        return new AppTokenOwners(new RequestContext { Caller = caller }, users.Object).FindAsync(command, default);
    }
}
