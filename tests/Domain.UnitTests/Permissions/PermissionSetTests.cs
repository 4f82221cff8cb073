using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.UnitTests.Permissions;

[TestFixture]
[FsCheck.NUnit.Properties(Arbitrary = [typeof(Generators)])]
public class PermissionSetTests
{
    [Property]
    public bool Covers_WhenEmpty_CoversNothing(Permission asked) => !PermissionSet.Empty.Covers(asked);

    [Property]
    public bool Covers_WhenAnyOfItCovers_IsTrue(Permission[] held, Permission asked) =>
        new PermissionSet(held).Covers(asked) == held.Any(p => p.Covers(asked));

    [Test]
    public void Covers_WhenTwoWouldAddUp_IsFalse() =>
        Assert.That(PermissionSet.Parse("documents:read", "documents:write").Covers(Permission.Parse("documents:*")), Is.False);

    [Test]
    public void Parse_WhenOneIsNotOfTheGrammar_Throws() =>
        Assert.That(() => PermissionSet.Parse("documents:read", "a b"), Throws.TypeOf<FormatException>());
}
