using TokenPlatform.Application.Common;

namespace TokenPlatform.Application.UnitTests.Common;

[TestFixture]
public class EntityTagTests
{
    [Test]
    public void Of_WhenVersionIsGiven_IsAStrongTag() => Assert.That(EntityTag.Of(12), Is.EqualTo("\"12\""));

    // RFC 9110 section 13.1.1: '*' or a list of tags, compared strongly.
    [TestCase(null, true)]
    [TestCase("*", true)]
    [TestCase("\"7\"", true)]
    [TestCase("\"6\", \"7\"", true)]
    [TestCase("\"7\" , \"6\"", true)]
    [TestCase(",\"7\",,", true)]
    [TestCase("\"6\"", false)]
    [TestCase("\"77\"", false)]
    [TestCase("W/\"7\"", false)]
    [TestCase("7", false)]
    [TestCase("\"7", false)]
    [TestCase("'7'", false)]
    [TestCase("\"07\"", false)]
    [TestCase("\"*\"", false)]
    [TestCase("", false)]
    public void Matches_WhenIfMatchIsSent_ComparesStrongly(string? ifMatch, bool expected) =>
        Assert.That(EntityTag.Matches(ifMatch, 7), Is.EqualTo(expected));
}
