using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.UnitTests.Permissions;

[TestFixture]
public class PlatformPermissionsTests
{
    [Test]
    public void All_WhenListed_IsWhatTheContractNames() =>
        Assert.That(PlatformPermissions.All.Select(p => p.ToString()), Is.EqualTo(new[]
        {
            "organizations:read", "organizations:write", "apps:read", "apps:write", "members:read", "members:write",
            "app_token_policies:read", "app_token_policies:write", "app_tokens:read", "app_tokens:write", "app_tokens:approve",
            "api_tokens:read", "api_tokens:write", "audit_log:read", "tokens:verify",
        }));

    [TestCase("app_tokens:read", true, true)]
    [TestCase("app_tokens:eu:unheard_of", true, true)]
    [TestCase("*:read", false, true)]
    [TestCase("documents:read", false, false)]
    [TestCase("App_Tokens:read", false, false)]
    public void IsOwn_WhenResourceIsNamedOrReached_TellsThemApart(string text, bool own, bool reached)
    {
        var permission = Permission.Parse(text);

        Assert.That(PlatformPermissions.IsOwn(permission), Is.EqualTo(own));
        Assert.That(PlatformPermissions.IsReachedBy(permission), Is.EqualTo(reached));
    }

    [TestCase("app_tokens:write", "app_tokens:write")]
    [TestCase("app_tokens", "app_tokens:read app_tokens:write app_tokens:approve")]
    [TestCase("*:approve", "app_tokens:approve")]
    [TestCase("api_tokens:eu:*", "api_tokens:eu:read api_tokens:eu:write")]
    [TestCase("members:unheard_of", "members:unheard_of")]
    [TestCase("documents:*", "")]
    [TestCase("*:unheard_of", "*:unheard_of")]
    public void WithinReachOf_WhenPermission_ListsWhatItReachesInOrder(string text, string expected) =>
        Assert.That(string.Join(' ', PlatformPermissions.WithinReachOf(Permission.Parse(text))), Is.EqualTo(expected));
}
