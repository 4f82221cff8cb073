using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Domain.UnitTests.Tokens;

[TestFixture]
[FsCheck.NUnit.Properties(Arbitrary = [typeof(Generators)])]
public class TokenSecretTests
{
    private const string KindLetters = "apsor";
    private const string Known = "tka_ABCDEFGHIJKLMNOPQRSTUVWXYZ01234KGnwg";

    [TestCase(SecretKind.App, "tka_")]
    [TestCase(SecretKind.Personal, "tkp_")]
    [TestCase(SecretKind.Session, "tks_")]
    [TestCase(SecretKind.Organization, "tko_")]
    [TestCase(SecretKind.Refresh, "tkr_")]
    public void Generate_WhenKind_MakesAPlaintextThatParses(SecretKind kind, string prefix)
    {
        var plaintext = TokenSecret.Generate(kind).Reveal();

        Assert.That(plaintext, Does.Match($"^{prefix}[0-9A-Za-z]{{36}}$"));
        Assert.That(TokenSecret.TryParse(plaintext, out var parsed), Is.True);
        Assert.That(parsed!.Kind, Is.EqualTo(kind));
        Assert.That(parsed.Reveal(), Is.EqualTo(plaintext));
        Assert.That(parsed.Shown, Is.EqualTo(plaintext[..10]));
    }

    [Test]
    public void Generate_WhenCalledOften_NeverRepeats()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => TokenSecret.Generate(SecretKind.App).Reveal()[4..34]).ToList();

        Assert.That(secrets, Is.Unique);
        Assert.That(string.Concat(secrets).Distinct(), Is.EquivalentTo(Make.Base62));
    }

    [Test]
    public void Generate_WhenKindIsUnknown_Throws() =>
        Assert.That(() => TokenSecret.Generate((SecretKind)9), Throws.TypeOf<ArgumentOutOfRangeException>());

    [TestCase("tka_" + "000000000000000000000000000000" + "2C8GjS")]
    [TestCase("tkp_" + "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz" + "4IlJEz")]
    [TestCase("tks_" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAA00" + "0ajEb0")]
    [TestCase("tkr_" + "000000000000000000000000037127" + "000YQf")]
    [TestCase(Known)]
    public void TryParse_WhenPlaintextWasMadeElsewhere_Reads(string plaintext) =>
        Assert.That(TokenSecret.TryParse(plaintext, out _), Is.True);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("tka_")]
    [TestCase("ABCDEFGHIJKLMNOPQRSTUVWXYZ01234KGnwg")]
    [TestCase(Known + "0")]
    [TestCase(" " + Known)]
    [TestCase(Known + "\n")]
    [TestCase("tka_ABCDEFGHIJKLMNOPQRSTUVWXYZ01234KGnw")]
    [TestCase("TKA_ABCDEFGHIJKLMNOPQRSTUVWXYZ01234KGnwg")]
    [TestCase("tkx_ABCDEFGHIJKLMNOPQRSTUVWXYZ01234KGnwg")]
    [TestCase("tka-ABCDEFGHIJKLMNOPQRSTUVWXYZ01234KGnwg")]
    [TestCase("tka_ABCDEFGHIJKLMNOPQRSTUVWXYZ01234kgnwg")]
    public void TryParse_WhenPrefixLengthOrChecksumIsWrong_Refuses(string? text) =>
        Assert.That(TokenSecret.TryParse(text, out _), Is.False);

    [TestCase('-')]
    [TestCase('_')]
    [TestCase('é')]
    [TestCase('Ａ')]
    [TestCase('\0')]
    public void TryParse_WhenAlphabetIsWrongUnderARightChecksum_Refuses(char stray)
    {
        var random = new string('0', 29) + stray;

        Assert.That(TokenSecret.TryParse("tka_" + random + TokenSecret.Checksum(random), out _), Is.False);
    }

    [Property]
    public bool TryParse_WhenChecksumIsRight_RoundTrips(RandomPart random)
    {
        var plaintext = Plaintext(random);
        return TokenSecret.TryParse(plaintext, out var secret) && secret.Reveal() == plaintext;
    }

    [Property(MaxTest = 300)]
    public Property TryParse_WhenOneCharacterIsAnother_Refuses(RandomPart random)
    {
        var characters = Gen.Elements((Make.Base62 + "_-. é\0").ToCharArray()).ToArbitrary();
        return Prop.ForAll(characters, character => Enumerable.Range(0, TokenSecret.Length).All(position =>
        {
            var plaintext = Plaintext(random).ToCharArray();
            var isStillAKind = position == 2 && KindLetters.Contains(character, StringComparison.Ordinal);
            var changes = plaintext[position] != character;
            plaintext[position] = character;
            return !changes || isStillAKind || !TokenSecret.TryParse(new string(plaintext), out _);
        }));
    }

    // The checksum covers the random part alone, so the letter of the kind is held by the hash.
    [Test]
    public void Hash_WhenOnlyTheKindDiffers_Differs()
    {
        var hashes = KindLetters.Select(letter => Parse($"tk{letter}_{Known[4..]}")).Select(s => Convert.ToHexString(s.Hash()));

        Assert.That(hashes, Is.Unique);
    }

    [TestCase("", "000000")]
    [TestCase("a", "4GEHKN")]
    [TestCase("abc", "0yKviM")]
    [TestCase("123456789", "3jZRME")]
    [TestCase("The quick brown fox jumps over the lazy dog", "1C9bYH")]
    public void Checksum_WhenTextIsKnown_IsCrc32InBase62(string text, string expected) =>
        Assert.That(TokenSecret.Checksum(text), Is.EqualTo(expected));

    [Test]
    public void Hash_WhenPlaintextIsKnown_IsItsSha256() =>
        Assert.That(
            Convert.ToHexStringLower(Parse(Known).Hash()),
            Is.EqualTo("c5a7f0e8365721020e291c137ac1b02c3d1ec9e973cad6eef5f821e34326c4ad"));

    [Property]
    public bool Hash_WhenAnySecret_IsSha256OfTheAsciiPlaintext(RandomPart random) =>
        Parse(Plaintext(random)).Hash().SequenceEqual(SHA256.HashData(Encoding.ASCII.GetBytes(Plaintext(random))));

    [Property]
    public bool ToString_WhenAnySecret_ShowsThePrefixAlone(RandomPart random)
    {
        var secret = Parse(Plaintext(random));
        return secret.ToString() == "tka_***" && $"{secret}" == "tka_***";
    }

    [TestCase("", "")]
    [TestCase("nothing here, tk or not", "nothing here, tk or not")]
    [TestCase("a " + Known + " b", "a tka_*** b")]
    [TestCase(Known + "," + Known, "tka_***,tka_***")]
    [TestCase("tkr_0123456789abcdef", "tkr_***")]
    [TestCase("tkr_0123456789abcde", "tkr_0123456789abcde")]
    [TestCase("tko_tks_0123456789abcdef.", "tko_tks_***.")]
    [TestCase("tkx_0123456789abcdef", "tkx_0123456789abcdef")]
    public void Mask_WhenText_ReplacesWhatHasTokenForm(string text, string expected) =>
        Assert.That(TokenSecret.Mask(text), Is.EqualTo(expected));

    [Property(MaxTest = 500)]
    public Property Mask_WhenAnyText_LeavesNoLongRunAfterAPrefix()
    {
        var pieces = Gen.Elements("tka_", "tkp_", "tks_", "tko_", "tkr_", "tk", "_", "0123456", "zyxwvutsr", Known, "***", " ", "é");
        var texts = pieces.ArrayOf().Select(string.Concat).ToArbitrary();
        return Prop.ForAll(texts, text => !HasLongRunAfterAPrefix(TokenSecret.Mask(text)));
    }

    private static string Plaintext(RandomPart random) => $"tka_{random.Text}{TokenSecret.Checksum(random.Text)}";

    private static TokenSecret Parse(string plaintext) =>
        TokenSecret.TryParse(plaintext, out var secret) ? secret : throw new FormatException(plaintext);

    private static bool HasLongRunAfterAPrefix(string text) =>
        KindLetters.Any(letter => text.Split($"tk{letter}_").Skip(1).Any(rest => rest.TakeWhile(char.IsAsciiLetterOrDigit).Count() >= 16));
}
