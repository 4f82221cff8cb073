using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Domain.UnitTests.Verification;

[TestFixture]
public class RequestPathTests
{
    [TestCase("/", "/")]
    [TestCase("/v1/apps", "/v1/apps")]
    [TestCase("//v1///apps", "/v1/apps")]
    [TestCase("/v1/apps//", "/v1/apps/")]
    [TestCase("///", "/")]
    [TestCase("/v1/apps?next=/../x%", "/v1/apps")]
    [TestCase("/?", "/")]
    [TestCase("/a%20b", "/a b")]
    [TestCase("/%c3%A9", "/é")]
    [TestCase("/é%20", "/é ")]
    [TestCase("/%F0%9F%A6%8A", "/🦊")]
    [TestCase("/a%2520b", "/a%20b")]
    [TestCase("/a%252Fb", "/a%2Fb")]
    [TestCase("/%252e%252e", "/%2e%2e")]
    [TestCase("/a%3Fb", "/a?b")]
    [TestCase("/🦊%20x", "/🦊 x")]
    [TestCase("/%41", "/A")]
    [TestCase("/...", "/...")]
    [TestCase("/.well-known", "/.well-known")]
    [TestCase("/a..b", "/a..b")]
    public void TryParse_WhenHarmless_ReadsIt(string text, string meaning)
    {
        Assert.That(RequestPath.TryParse(text, out var path), Is.True);
        Assert.That(new PathPattern(meaning).Matches(path!), Is.True);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("v1")]
    [TestCase("?/v1")]
    [TestCase("https://example.org/v1")]
    [TestCase("*")]
    public void TryParse_WhenNotFromTheRoot_Refuses(string? text) => AssertRefused(text);

    [TestCase("/.")]
    [TestCase("/..")]
    [TestCase("/v1/../admin")]
    [TestCase("/v1/./apps")]
    [TestCase("/v1/..?q")]
    [TestCase("/%2e%2E/admin")]
    [TestCase("/.%2e/admin")]
    [TestCase("/%2e")]
    [TestCase("/pub/..;/admin")]
    [TestCase("/pub/..%3bv=1/admin")]
    [TestCase("/admin#/read")]
    [TestCase("/admin%23/read")]
    public void TryParse_WhenDotSegment_Refuses(string text) => AssertRefused(text);

    [TestCase("/v1%2Fapps")]
    [TestCase("/v1%2fapps")]
    [TestCase("/v1%2f..%2fadmin")]
    [TestCase("/v1\\apps")]
    [TestCase("/v1%5capps")]
    [TestCase("/..%5Cadmin")]
    public void TryParse_WhenEncodedSlashOrBackslash_Refuses(string text) => AssertRefused(text);

    [TestCase("/v1\0")]
    [TestCase("/v1%00")]
    [TestCase("/v1%0d%0aX: y")]
    [TestCase("/v1\t")]
    [TestCase("/%7F")]
    [TestCase("/%C2%85")]
    public void TryParse_WhenControlCharacter_Refuses(string text) => AssertRefused(text);

    [TestCase("/%")]
    [TestCase("/%4")]
    [TestCase("/a%2/b")]
    [TestCase("/%zz")]
    [TestCase("/%u0041")]
    [TestCase("/% 41")]
    [TestCase("/%4１")]
    public void TryParse_WhenEscapeIsBroken_Refuses(string text) => AssertRefused(text);

    [TestCase("/%FF")]
    [TestCase("/%C3")]
    [TestCase("/%C3/%A9")]
    [TestCase("/%C0%AF", Description = "an overlong slash")]
    [TestCase("/%C0%AE%C0%AE/admin", Description = "overlong dots")]
    [TestCase("/%ED%A0%80", Description = "half a surrogate pair")]
    [TestCase("/%F4%90%80%80", Description = "beyond the last code point")]
    public void TryParse_WhenUtf8IsBad_Refuses(string text) => AssertRefused(text);

    [Property]
    public Property TryParse_WhenEveryByteIsEscaped_ReadsTheSame()
    {
        var segments = Gen.Elements("a", "Z9", "~-_.", "%41", "é", "🦊", "a b", "?", "x;y=1").NonEmptyListOf();
        return Prop.ForAll(segments.ToArbitrary(), list =>
        {
            var escaped = list.Select(s => string.Concat(Encoding.UTF8.GetBytes(s).Select(b => $"%{b:X2}")));
            return RequestPath.TryParse("/" + string.Join('/', escaped), out var path)
                && new PathPattern("/" + string.Join('/', list)).Matches(path);
        });
    }

    [Property(MaxTest = 1000)]
    public Property TryParse_WhenAnyText_LeavesNothingThatClimbs()
    {
        var texts = Gen.Elements("/", ".", "%2e", "%2F", "%5c", "\\", "%00", "a", "%", "?", "%C3", "é").ArrayOf().Select(string.Concat);
        return Prop.ForAll(texts.ToArbitrary(), text =>
            !RequestPath.TryParse("/" + text, out _)
            || !Uri.UnescapeDataString(text.Split('?')[0]).Split('/').Any(s => s is "." or ".." || s.Contains('\\') || s.Contains('\0')));
    }

    [Test]
    public void TryParse_WhenHalfASurrogatePair_Refuses() => AssertRefused("/\ud800%20");

    private static void AssertRefused(string? text) => Assert.That(RequestPath.TryParse(text, out _), Is.False);
}
