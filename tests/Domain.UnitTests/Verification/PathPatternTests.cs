using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Domain.UnitTests.Verification;

[TestFixture]
public class PathPatternTests
{
    [TestCase("/", true)]
    [TestCase("/a%20b", false)]
    [TestCase("/a//b", false)]
    [TestCase("/a/../b", false)]
    [TestCase("/a?b", false)]
    [TestCase("/v1/*/apps", true)]
    [TestCase("/v1/**", true)]
    [TestCase("/**", true)]
    [TestCase("/a*b*", true)]
    [TestCase("", false)]
    [TestCase("v1", false)]
    [TestCase("*", false)]
    [TestCase("**", false)]
    [TestCase("/**/apps", false)]
    [TestCase("/v1/**/", false)]
    public void IsWellFormed_WhenPattern_NeedsASlashAndTheRestAtTheEnd(string pattern, bool expected) =>
        Assert.That(PathPattern.IsWellFormed(pattern), Is.EqualTo(expected));

    [TestCase("/v1/apps", "/v1/apps", true)]
    [TestCase("/v1/apps", "/v1/Apps", false)]
    [TestCase("/v1/apps", "/v1/apps/", false)]
    [TestCase("/v1/apps/", "/v1/apps", false)]
    [TestCase("/v1/apps", "/v1/apps/7", false)]
    [TestCase("/v1/apps", "/v1", false)]
    [TestCase("/v1/*", "/v1/apps", true)]
    [TestCase("/v1/*", "/v1/apps/7", false)]
    [TestCase("/v1/*", "/v1/", false)]
    [TestCase("/v1/*", "/v1", false)]
    [TestCase("/*/apps", "/v1/apps", true)]
    [TestCase("/*/apps", "/v1/v2/apps", false)]
    [TestCase("/*", "/v1", true)]
    [TestCase("/v*", "/v1", true)]
    [TestCase("/v*", "/v", false)]
    [TestCase("/a*c", "/abbc", true)]
    [TestCase("/a*c", "/abcb", false)]
    [TestCase("/*.json", "/a.json.json", true)]
    [TestCase("/v1.apps", "/v1xapps", false)]
    public void Matches_WhenStar_StaysWithinASegment(string pattern, string path, bool expected) =>
        Assert.That(Matches(pattern, path), Is.EqualTo(expected));

    [TestCase("/**", "/", true)]
    [TestCase("/**", "/v1/apps/7", true)]
    [TestCase("/v1/**", "/v1", true)]
    [TestCase("/v1/**", "/v1/", true)]
    [TestCase("/v1/**", "/v1/apps/7", true)]
    [TestCase("/v1/**", "/v11/apps", false)]
    [TestCase("/v1/**", "/", false)]
    [TestCase("/v1/*/**", "/v1", false)]
    [TestCase("/v1/*/**", "/v1/apps", true)]
    public void Matches_WhenDoubleStarTrails_TakesTheRest(string pattern, string path, bool expected) =>
        Assert.That(Matches(pattern, path), Is.EqualTo(expected));

    [Property(MaxTest = 500)]
    public Property Matches_WhenNoStar_IsItselfAlone() =>
        Prop.ForAll(Texts("a", "b", ".x", "é", "/"), Texts("a", "b", ".x", "é", "/"), (pattern, path) =>
            Matches(pattern, pattern) && Matches(pattern, path) == (pattern == path));

    [Property(MaxTest = 1000)]
    public Property Matches_WhenStars_AgreesWithARegularExpression() =>
        Prop.ForAll(Texts("a", "b", "*", "*", "/"), Texts("a", "b", "a", "b", "/"), (pattern, path) =>
        {
            var (fixedPart, rest) = pattern.EndsWith("/**", StringComparison.Ordinal) ? (pattern[..^3], "(/.*)?") : (pattern, "");
            var expression = $"^{fixedPart.Replace("*", "[^/]+", StringComparison.Ordinal)}{rest}$";
            return !PathPattern.IsWellFormed(pattern)
                || Matches(pattern, path) == Regex.IsMatch(path, expression, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        });

    [Test]
    public void Matches_WhenStarsAreMany_ComesToAnEnd()
    {
        var pattern = "/" + string.Concat(Enumerable.Repeat("*a", 100)) + "b";

        Assert.That(Matches(pattern, "/" + new string('a', 4000)), Is.False);
    }

    private static bool Matches(string pattern, string path) =>
        RequestPath.TryParse(path, out var parsed) && new PathPattern(pattern).Matches(parsed);

    // Without double slashes, which a path never keeps.
    private static Arbitrary<string> Texts(params string[] pieces) =>
        Gen.Elements(pieces).ArrayOf()
            .Select(p => "/" + string.Concat(p))
            .Where(t => !t.Contains("//", StringComparison.Ordinal))
            .ToArbitrary();
}
