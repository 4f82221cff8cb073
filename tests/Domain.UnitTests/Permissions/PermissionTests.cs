using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Domain.UnitTests.Permissions;

[TestFixture]
[FsCheck.NUnit.Properties(Arbitrary = [typeof(Generators)])]
public class PermissionTests
{
    [TestCase("documents:read", "documents", "*", "read")]
    [TestCase("documents:eu:read", "documents", "eu", "read")]
    [TestCase("documents", "documents", "*", "*")]
    [TestCase("*", "*", "*", "*")]
    [TestCase("*:read", "*", "*", "read")]
    [TestCase("a.b-c_D:0:*", "a.b-c_D", "0", "*")]
    public void TryParse_WhenTextIsOfTheGrammar_ReadsThreeSegments(string text, string resource, string scope, string action)
    {
        Assert.That(Permission.TryParse(text, out var permission), Is.True);
        Assert.That(permission, Is.EqualTo(new Permission(resource, scope, action)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(":")]
    [TestCase("documents:")]
    [TestCase(":read")]
    [TestCase("documents::read")]
    [TestCase("documents:eu:read:now")]
    [TestCase("documents:read ")]
    [TestCase("documents:read\n")]
    [TestCase("documents:re\0ad")]
    [TestCase("documents*")]
    [TestCase("**")]
    [TestCase("documents/read")]
    [TestCase("dokumenté:read")]
    [TestCase("documents:٣")]
    [TestCase("https://example.org/read")]
    public void TryParse_WhenTextIsNotOfTheGrammar_Refuses(string? text) =>
        Assert.That(Permission.TryParse(text, out _), Is.False);

    [Property(MaxTest = 1000)]
    public Property TryParse_WhenAnyText_AgreesWithThePatternShown()
    {
        var pattern = new Regex(Permission.Pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var texts = Gen.Elements("a", "Z0_", ".-", ":", ":", ":", "*", " ", "é").ArrayOf().Resize(7).Select(string.Concat);
        return Prop.ForAll(texts.ToArbitrary(), text => Permission.TryParse(text, out _) == pattern.IsMatch(text));
    }

    [Test]
    public void Parse_WhenTextIsNotOfTheGrammar_Throws() =>
        Assert.That(() => Permission.Parse("documents:"), Throws.TypeOf<FormatException>());

    [TestCase("documents:read", "documents:*:read")]
    [TestCase("documents", "documents:*:*")]
    [TestCase("documents", "documents:*")]
    [TestCase("*", "*:*:*")]
    public void Parse_WhenFormIsShort_EqualsTheLongForm(string shortForm, string longForm) =>
        Assert.That(Permission.Parse(shortForm), Is.EqualTo(Permission.Parse(longForm)));

    [TestCase("documents:read", "documents:read", true)]
    [TestCase("documents:read", "documents:eu:read", true)]
    [TestCase("documents:eu:read", "documents:read", false)]
    [TestCase("documents:eu:read", "documents:us:read", false)]
    [TestCase("documents:read", "documents:write", false)]
    [TestCase("documents:read", "documents:*", false)]
    [TestCase("documents", "documents:eu:write", true)]
    [TestCase("documents", "document:write", false)]
    [TestCase("*:read", "documents:eu:read", true)]
    [TestCase("*:read", "documents:write", false)]
    [TestCase("documents:read", "*:read", false)]
    [TestCase("*", "*:*", true)]
    [TestCase("Documents:read", "documents:read", false)]
    public void Covers_WhenHeldAndAsked_FollowsTheSegments(string held, string asked, bool expected) =>
        Assert.That(Permission.Parse(held).Covers(Permission.Parse(asked)), Is.EqualTo(expected));

    [Property]
    public bool Covers_WhenItself_IsTrue(Permission permission) => permission.Covers(permission);

    [Property(MaxTest = 1000)]
    public bool Covers_WhenTwoStepsCover_CoversAtOnce(Permission a, Permission b, Permission c) =>
        !a.Covers(b) || !b.Covers(c) || a.Covers(c);

    [Property]
    public bool Covers_WhenBothCoverEachOther_AreEqual(Permission a, Permission b) =>
        (a.Covers(b) && b.Covers(a)) == (a == b);

    [Property]
    public bool Covers_WhenASegmentIsWidened_StillCovers(Permission permission) =>
        (permission with { Resource = "*" }).Covers(permission)
        && (permission with { Scope = "*" }).Covers(permission)
        && (permission with { Action = "*" }).Covers(permission);

    [Property]
    public bool Covers_WhenASegmentDiffersAndIsNoWildcard_IsFalse(Permission permission) =>
        (permission.Resource == "*" || !permission.Covers(permission with { Resource = "other" }))
        && (permission.Scope == "*" || !permission.Covers(permission with { Scope = "other" }))
        && (permission.Action == "*" || !permission.Covers(permission with { Action = "other" }));

    [TestCase("documents", "documents:*")]
    [TestCase("documents:*:read", "documents:read")]
    [TestCase("documents:eu:read", "documents:eu:read")]
    public void ToString_WhenParsed_KeepsTheActionAndDropsAnOpenScope(string text, string expected) =>
        Assert.That(Permission.Parse(text).ToString(), Is.EqualTo(expected));

    [Property]
    public bool Parse_WhenGivenToString_ReadsTheSame(Permission permission) =>
        Permission.Parse(permission.ToString()) == permission;
}
