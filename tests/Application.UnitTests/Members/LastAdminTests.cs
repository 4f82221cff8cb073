using Moq;
using TokenPlatform.Application.Members;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Application.UnitTests.Members;

[TestFixture]
public class LastAdminTests
{
    [TestCase("admin", false, 1, true)]
    [TestCase("admin", false, 2, false)]
    [TestCase("admin", true, 1, false)]
    [TestCase("developer", false, 1, false)]
    public async Task JudgeLoss_WhenMemberGoes_KeepsOneAdminWhoIsNotDisabled(string role, bool isDisabled, int admins, bool isRefused)
    {
        var members = new Mock<IMemberRepository>();
        members.Setup(port => port.CountAdminsAsync(Make.Organization, It.IsAny<CancellationToken>())).ReturnsAsync(admins);
        var user = Make.User() with { DisabledAt = isDisabled ? Make.Now : null };
        var refusal = await new LastAdmin(members.Object).JudgeLossAsync(Make.Organization, new Member(user, Role.Parse(role), Make.Now), default);
        Assert.That(refusal, isRefused ? Is.TypeOf<ConflictError>() : Is.Null);
    }
}
