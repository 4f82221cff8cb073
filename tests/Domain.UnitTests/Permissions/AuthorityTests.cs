using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.UnitTests.Permissions;

[TestFixture]
[FsCheck.NUnit.Properties(Arbitrary = [typeof(Generators)])]
public class AuthorityTests
{
    [TestCase("viewer", "apps:read", true)]
    [TestCase("viewer", "apps:eu:read", true)]
    [TestCase("viewer", "apps:write", false)]
    [TestCase("admin", "members:write", true)]
    [TestCase("admin", "documents:read", false)]
    [TestCase("admin", "*:read", false)]
    public void Allows_WhenUser_FollowsTheRoleInOurOwn(string role, string asked, bool expected) =>
        Assert.That(Authority.OfUser(Role.Parse(role)).Allows(Permission.Parse(asked)), Is.EqualTo(expected));

    [Property]
    public bool Allows_WhenUserIsNoMember_IsFalse(Permission asked) => !Authority.OfUser(role: null).Allows(asked);

    [Property]
    public bool Allows_WhenNobodysToken_IsWhatItCarries(Permission[] carried, Permission asked)
    {
        var set = new PermissionSet(carried);
        return Authority.OfToken(set).Allows(asked) == set.Covers(asked);
    }

    [TestCase("members:write", "admin", "members:write", true)]
    [TestCase("members:write", "developer", "members:write", false)]
    [TestCase("*:*", "developer", "members:write", false)]
    [TestCase("*:*", "developer", "app_tokens:write", true)]
    [TestCase("apps:read", "developer", "app_tokens:write", false)]
    [TestCase("documents:write", "viewer", "documents:write", true)]
    [TestCase("documents:read", "admin", "documents:write", false)]
    [TestCase("*:read", "viewer", "*:read", false)]
    [TestCase("*:read", "admin", "*:read", true)]
    [TestCase("*:*", null, "apps:read", false)]
    [TestCase("*:*", null, "documents:read", true)]
    public void Allows_WhenTokenOfAUser_IsCutByTheOwnersRoleInOurOwn(string carried, string? role, string asked, bool expected)
    {
        var authority = Authority.OfUserToken(PermissionSet.Parse(carried), role is null ? null : Role.Parse(role));

        Assert.That(authority.Allows(Permission.Parse(asked)), Is.EqualTo(expected));
    }

    [TestCase("developer", "app_tokens:read app_tokens:write", null)]
    [TestCase("developer", "app_tokens:eu:write", null)]
    [TestCase("developer", "documents:* mail", null)]
    [TestCase("developer", "app_tokens:*", "app_tokens:approve")]
    [TestCase("developer", "app_tokens", "app_tokens:approve")]
    [TestCase("developer", "app_tokens:eu:*", "app_tokens:eu:approve")]
    [TestCase("developer", "*:read", "members:read")]
    [TestCase("developer", "*:eu:approve", "app_tokens:eu:approve")]
    [TestCase("viewer", "*", "organizations:write")]
    [TestCase("developer", "documents:read members:write audit_log:read", "members:write")]
    [TestCase("developer", "members:unheard_of", "members:unheard_of")]
    [TestCase("developer", "*:unheard_of", "*:unheard_of")]
    [TestCase("admin", "* *:unheard_of app_tokens:* members:unheard_of", null)]
    [TestCase(null, "apps:read", "apps:read")]
    public void FirstNotIssuable_WhenUser_NamesTheFirstOfOurOwnThatTheRoleLacks(string? role, string asked, string? missing)
    {
        var authority = Authority.OfUser(role is null ? null : Role.Parse(role));

        Assert.That(authority.FirstNotIssuable(Parse(asked)), Is.EqualTo(ParseOrNull(missing)));
    }

    [TestCase("documents:*", "documents:read documents:eu:write", null)]
    [TestCase("documents:read", "documents:*", "documents:*")]
    [TestCase("documents:eu:read", "documents:read", "documents:read")]
    [TestCase("documents:*", "documents:read mail:send", "mail:send")]
    [TestCase("*:read", "*:read", null)]
    [TestCase("*:read", "*:*", "organizations:write")]
    [TestCase("app_tokens:read app_tokens:write app_tokens:approve", "app_tokens:*", "app_tokens:*")]
    [TestCase("app_tokens:eu:read", "app_tokens:read", "app_tokens:read")]
    public void FirstNotIssuable_WhenToken_NamesTheFirstThatItDoesNotCarry(string carried, string asked, string? missing) =>
        Assert.That(Authority.OfToken(Set(carried)).FirstNotIssuable(Parse(asked)), Is.EqualTo(ParseOrNull(missing)));

    [TestCase("*", "developer", "documents:read app_tokens:write", null)]
    [TestCase("*", "developer", "app_tokens:write members:write", "members:write")]
    [TestCase("app_tokens:write", "admin", "app_tokens:read", "app_tokens:read")]
    [TestCase("documents:read", "admin", "documents:write", "documents:write")]
    public void FirstNotIssuable_WhenTokenOfAUser_IsHeldAgainstBoth(string carried, string role, string asked, string? missing)
    {
        var authority = Authority.OfUserToken(Set(carried), Role.Parse(role));

        Assert.That(authority.FirstNotIssuable(Parse(asked)), Is.EqualTo(ParseOrNull(missing)));
    }

    [Property(MaxTest = 500)]
    public bool FirstNotIssuable_WhenUserMayIssue_GivesNothingOfOurOwnThatTheRoleLacks(Role role, Permission asked) =>
        Authority.OfUser(role).FirstNotIssuable([asked]) is not null
        || PlatformPermissions.All.All(own => !asked.Covers(own) || role.Permissions.Covers(own));

    [Property(MaxTest = 500)]
    public bool FirstNotIssuable_WhenTokenMayIssue_GivesNothingThatItDoesNotCarry(Permission[] carried, Permission asked)
    {
        var set = new PermissionSet(carried);
        return Authority.OfToken(set).FirstNotIssuable([asked]) is null == set.Covers(asked);
    }

    private static Permission[] Parse(string text) => [.. text.Split(' ').Select(Permission.Parse)];

    private static Permission? ParseOrNull(string? text) => text is null ? null : Permission.Parse(text);

    private static PermissionSet Set(string text) => new(Parse(text));
}
