using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.UnitTests.Permissions;

[TestFixture]
[FsCheck.NUnit.Properties(Arbitrary = [typeof(Generators)])]
public class RoleTests
{
    private static readonly string[] s_everything = [.. PlatformPermissions.All.Select(p => p.ToString())];

    private static readonly TestCaseData[] s_roles =
    [
        new(Role.Admin, "admin", s_everything),
        new(Role.Developer, "developer", new[]
        {
            "organizations:read", "apps:read", "app_token_policies:read", "app_tokens:read", "app_tokens:write",
        }),
        new(Role.Operator, "operator", new[]
        {
            "organizations:read", "apps:read", "app_tokens:read", "api_tokens:read", "audit_log:read", "tokens:verify",
        }),
        new(Role.Viewer, "viewer", new[] { "organizations:read", "apps:read", "app_token_policies:read", "app_tokens:read" }),
    ];

    [TestCaseSource(nameof(s_roles))]
    public void Permissions_WhenRole_AreTheContracts(Role role, string name, string[] expected) =>
        Assert.That(s_everything.Where(p => role.Permissions.Covers(Permission.Parse(p))), Is.EqualTo(expected), name);

    [TestCaseSource(nameof(s_roles))]
    public void Parse_WhenNameIsKnown_FindsTheRole(Role role, string name, string[] permissions)
    {
        Assert.That(Role.Parse(name), Is.SameAs(role));
        Assert.That(role.ToString(), Is.EqualTo(name));
    }

    [TestCase("Admin")]
    [TestCase("owner")]
    [TestCase("")]
    public void Parse_WhenNameIsUnknown_Throws(string name) =>
        Assert.That(() => Role.Parse(name), Throws.TypeOf<FormatException>());

    [Property]
    public bool Permissions_WhenAdmin_CoverEverything(Permission permission) => Role.Admin.Permissions.Covers(permission);

    [Property(MaxTest = 1000)]
    public bool Permissions_WhenNotAdmin_StayWithThePlatform(Role role, Permission permission) =>
        role == Role.Admin || PlatformPermissions.IsOwn(permission) || !role.Permissions.Covers(permission);
}
