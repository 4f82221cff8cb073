using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.UnitTests.Organizations;

[TestFixture]
public class UserStandingTests
{
    [Test]
    public void RoleIn_WhenMember_IsTheRoleThere() =>
        Assert.That(Standing(isPlatformAdmin: false).RoleIn(Make.Id(1)), Is.SameAs(Role.Viewer));

    [Test]
    public void RoleIn_WhenNoMember_IsNone() =>
        Assert.That(Standing(isPlatformAdmin: false).RoleIn(Make.Id(2)), Is.Null);

    [TestCase(1)]
    [TestCase(2)]
    public void RoleIn_WhenPlatformAdministrator_IsAdminEverywhere(int organization) =>
        Assert.That(Standing(isPlatformAdmin: true).RoleIn(Make.Id(organization)), Is.SameAs(Role.Admin));

    private static UserStanding Standing(bool isPlatformAdmin) => new(
        new User(Make.Id(9), "ada@example.org", "Ada", isPlatformAdmin, Make.Now),
        new Dictionary<Guid, Role> { [Make.Id(1)] = Role.Viewer });
}
