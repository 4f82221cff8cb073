using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests.Tokens;

[TestFixture]
public class TokenReachTests
{
    [TestCase("a:read b", "a:read", false)]
    [TestCase("a:read", "a:read b", true)]
    [TestCase("a", "a:read a:x:write", false)]
    [TestCase("a:read", "a", true)]
    [TestCase("", "", false)]
    public void IsWidened_WhenScopesChange_LooksAtWhatTheyCover(string before, string after, bool expected) =>
        Assert.That(TokenReach.IsWidened(Scoped(before), Scoped(after)), Is.EqualTo(expected));

    [TestCase("10.0.0.0/8", "10.1.0.0/16 10.2.3.4", false)]
    [TestCase("10.0.0.0/8", "10.0.0.0/7", true)]
    [TestCase("10.0.0.0/8", "11.0.0.1", true)]
    [TestCase("10.0.0.0/8", "", true)]
    [TestCase("", "10.0.0.0/8", false)]
    [TestCase("", "", false)]
    [TestCase("10.0.0.0/9 10.128.0.0/9", "10.0.0.0/8", true)]
    [TestCase("::ffff:10.0.0.1", "10.0.0.1", false)]
    [TestCase("::/0", "10.0.0.1", true)]
    public void IsWidened_WhenAddressesChange_LooksAtWhatTheyHold(string before, string after, bool expected) =>
        Assert.That(TokenReach.IsWidened(Bound(before), Bound(after)), Is.EqualTo(expected));

    [TestCase(1, 1, false)]
    [TestCase(2, 1, false)]
    [TestCase(1, 2, true)]
    [TestCase(1, null, true)]
    [TestCase(null, 1, false)]
    [TestCase(null, null, false)]
    public void IsWidened_WhenTheExpiryChanges_LooksAtTheLater(int? before, int? after, bool expected) =>
        Assert.That(TokenReach.IsWidened(Ending(before), Ending(after)), Is.EqualTo(expected));

    private static Token Scoped(string scopes) => Of(new TokenLimits { Scopes = Words(scopes) }, null);

    private static Token Bound(string ranges) => Of(new TokenLimits { AuthorizedIpAddresses = Words(ranges) }, null);

    private static Token Ending(int? days) => Of(new TokenLimits(), days is { } ahead ? Make.Now.AddDays(ahead) : null);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Token Of(TokenLimits limits, DateTimeOffset? expiresAt) => new()
    {
        TokenId = Guid.NewGuid(),
        Kind = TokenKind.Organization,
        Name = "x",
        Prefix = "tko_abcdef",
        Limits = limits,
        IssuedAt = Make.Now,
        ExpiresAt = expiresAt,
    };
}
