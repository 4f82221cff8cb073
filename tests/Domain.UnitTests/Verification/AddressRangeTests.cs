using System.Net;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Domain.UnitTests.Verification;

[TestFixture]
[FsCheck.NUnit.Properties(Arbitrary = [typeof(Generators)])]
public class AddressRangeTests
{
    [TestCase("192.0.2.7", "192.0.2.7", true)]
    [TestCase("192.0.2.7", "192.0.2.8", false)]
    [TestCase("10.0.0.0/8", "10.255.255.255", true)]
    [TestCase("10.0.0.0/8", "11.0.0.0", false)]
    [TestCase("192.0.2.128/25", "192.0.2.127", false)]
    [TestCase("192.0.2.7/32", "192.0.2.7", true)]
    [TestCase("0.0.0.0/0", "255.255.255.255", true)]
    [TestCase("0.0.0.0/0", "::1", false)]
    [TestCase("2001:db8::/32", "2001:db8:ffff::1", true)]
    [TestCase("2001:db8::/32", "2001:db9::1", false)]
    [TestCase("2001:DB8::1", "2001:db8:0:0::1", true)]
    [TestCase("::1/128", "::1", true)]
    [TestCase("::/0", "2001:db8::1", true)]
    [TestCase("::/0", "192.0.2.7", false)]
    [TestCase("fe80::/10", "fe80::1%3", true)]
    public void Contains_WhenAddress_ComparesThePrefix(string range, string address, bool expected) =>
        Assert.That(Parse(range).Contains(IPAddress.Parse(address)), Is.EqualTo(expected));

    [TestCase("192.0.2.7", "::ffff:192.0.2.7", true)]
    [TestCase("::ffff:192.0.2.7", "192.0.2.7", true)]
    [TestCase("::ffff:c000:207", "192.0.2.7", true)]
    [TestCase("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [TestCase("::ffff:10.0.0.0/104", "::ffff:10.1.2.3", true)]
    [TestCase("::ffff:10.0.0.0/104", "11.1.2.3", false)]
    [TestCase("::ffff:0:0/96", "192.0.2.7", true)]
    [TestCase("::192.0.2.7", "192.0.2.7", false)]
    [TestCase("::/0", "::ffff:192.0.2.7", false)]
    public void Contains_WhenOneSideIsMapped_IsTheV4Address(string range, string address, bool expected) =>
        Assert.That(Parse(range).Contains(IPAddress.Parse(address)), Is.EqualTo(expected));

    [TestCase("10.0.0.1/8")]
    [TestCase("192.0.2.129/25")]
    [TestCase("1.0.0.0/0")]
    [TestCase("2001:db8::1/32")]
    [TestCase("::1/127")]
    [TestCase("::ffff:10.0.0.1/104")]
    [TestCase("::ffff:10.0.0.0/95")]
    [TestCase("::ffff:10.0.0.0/8")]
    public void TryParse_WhenHostBitsAreSet_Refuses(string text) => AssertRefused(text);

    [TestCase("::ffff:1.2.3.010")]
    [TestCase("64:ff9b::10.0.0.010")]
    [TestCase("010.0.0.1")]
    [TestCase("10.0.0.01")]
    [TestCase("1")]
    [TestCase("10.1")]
    [TestCase("10.0.1")]
    [TestCase("3232235777")]
    [TestCase("0x7f.1")]
    [TestCase("0x7f.0.0.1")]
    [TestCase("10.0.0.1.")]
    [TestCase("10.0.0.256")]
    [TestCase("10.0.0.0.0")]
    [TestCase("::ffff:010.0.0.1")]
    [TestCase("::ffff:10.1")]
    [TestCase("fe80::1%eth0")]
    [TestCase("fe80::1%0")]
    [TestCase("[::1]")]
    [TestCase("::00001")]
    [TestCase("1::2::3")]
    [TestCase(":")]
    [TestCase("10.0.0.1 ")]
    [TestCase(" 10.0.0.1")]
    [TestCase("１0.0.0.1")]
    [TestCase("localhost")]
    [TestCase("10.0.0.1:80")]
    public void TryParseAddress_WhenSpellingIsOdd_Refuses(string text)
    {
        Assert.That(AddressRange.TryParseAddress(text, out _), Is.False);
        AssertRefused(text);
    }

    [TestCase("192.0.2.7")]
    [TestCase("2001:db8::7")]
    [TestCase("::ffff:192.0.2.7")]
    public void TryParseAddress_WhenPlain_Reads(string text)
    {
        Assert.That(AddressRange.TryParseAddress(text, out var address), Is.True);
        Assert.That(address, Is.EqualTo(IPAddress.Parse(text)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("/8")]
    [TestCase("10.0.0.0/")]
    [TestCase("10.0.0.0/08")]
    [TestCase("10.0.0.0/+8")]
    [TestCase("10.0.0.0/-1")]
    [TestCase("10.0.0.0/ 8")]
    [TestCase("10.0.0.0/33")]
    [TestCase("10.0.0.0/8/8")]
    [TestCase("10.0.0.0/255.0.0.0")]
    [TestCase("2001:db8::/129")]
    [TestCase("::/4294967296")]
    [TestCase("10.0.0.0 /8")]
    public void TryParse_WhenPrefixIsBroken_Refuses(string? text) => AssertRefused(text);

    [Property(MaxTest = 1000)]
    public bool Contains_WhenAnyNetwork_AgreesWithItsBits(NetworkCase given) =>
        Parse(Spell(given.Network, given.Bits)).Contains(new IPAddress(given.Address))
        == (Bits(given.Network)[..given.Bits] == Bits(given.Address)[..given.Bits]);

    [Property(MaxTest = 500)]
    public bool TryParse_WhenAnyAddressAndPrefix_TakesItOnlyWithoutHostBits(NetworkCase given) =>
        AddressRange.TryParse(Spell(given.Address, given.Bits), out _)
        == !Bits(given.Address)[given.Bits..].Contains('1', StringComparison.Ordinal);

    private static AddressRange Parse(string text) =>
        AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text);

    private static void AssertRefused(string? text) => Assert.That(AddressRange.TryParse(text, out _), Is.False);

    private static string Spell(byte[] address, int bits) => $"{new IPAddress(address)}/{bits}";

    private static string Bits(byte[] address) => string.Concat(address.Select(b => $"{b:b8}"));
}
