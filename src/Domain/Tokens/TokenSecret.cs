using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TokenPlatform.Domain.Tokens;

/// <summary>What a plaintext says of itself by its prefix.</summary>
public enum SecretKind
{
    /// <summary><c>tka_</c></summary>
    App = 1,

    /// <summary><c>tkp_</c></summary>
    Personal = 2,

    /// <summary><c>tks_</c></summary>
    Session = 3,

    /// <summary><c>tko_</c></summary>
    Organization = 4,

    /// <summary><c>tkr_</c></summary>
    Refresh = 5,
}

/// <summary>
/// The plaintext that only a token's holder knows: a prefix of 4 characters, 30 random characters of base62 (178 bits)
/// and 6 characters of checksum (CRC-32/IEEE of the 30, base62, left-padded with <c>0</c>). What is stored is its
/// SHA-256. The checksum lets garbage be refused before any store is asked; it is no secret.
/// </summary>
public sealed partial class TokenSecret
{
    /// <summary>Characters of a plaintext: 4 + 30 + 6, all ASCII.</summary>
    public const int Length = PrefixLength + RandomLength + ChecksumLength;

    /// <summary>Characters of the part that may be shown, so that a holder can tell tokens apart.</summary>
    public const int ShownLength = 10;

    private const int PrefixLength = 4;
    private const int RandomLength = 30;
    private const int ChecksumLength = 6;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> s_alphabet = SearchValues.Create(Alphabet);

    private static readonly uint[] s_crcOfByte = [.. Enumerable.Range(0, 256).Select(CrcOfByte)];

    private readonly string _plaintext;

    private TokenSecret(SecretKind kind, string plaintext)
    {
        Kind = kind;
        _plaintext = plaintext;
    }

    /// <summary>What the prefix says.</summary>
    public SecretKind Kind { get; }

    /// <summary>The first 10 characters, which may be stored and shown.</summary>
    public string Shown => _plaintext[..ShownLength];

    /// <summary>Makes a new secret from the system's cryptographic random source.</summary>
    /// <param name="kind">Which prefix it gets.</param>
    public static TokenSecret Generate(SecretKind kind)
    {
        var random = RandomNumberGenerator.GetString(Alphabet, RandomLength);
        return new TokenSecret(kind, string.Concat(PrefixOf(kind), random, Checksum(random)));
    }

    /// <summary>Reads a plaintext. Wrong prefix, length, alphabet or checksum is refused, without a store.</summary>
    /// <param name="text">What was presented.</param>
    /// <param name="secret">The secret.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TokenSecret? secret)
    {
        secret = null;
        if (text is null || text.Length != Length || KindOf(text) is not { } kind)
        {
            return false;
        }

        var random = text.AsSpan(PrefixLength, RandomLength);
        Span<char> checksum = stackalloc char[ChecksumLength];
        if (random.ContainsAnyExcept(s_alphabet))
        {
            return false;
        }

        WriteChecksum(random, checksum);
        if (!text.AsSpan(PrefixLength + RandomLength).SequenceEqual(checksum))
        {
            return false;
        }

        secret = new TokenSecret(kind, text);
        return true;
    }

    /// <summary>Replaces whatever has the form of a secret, whole or cut short, by its prefix and <c>***</c>.</summary>
    /// <param name="text">Text of any origin.</param>
    public static string Mask(string text) =>
        text.Contains("tk", StringComparison.Ordinal) ? TokenForm().Replace(text, "${prefix}***") : text;

    /// <summary>The six characters of checksum for 30 characters of base62.</summary>
    /// <param name="random">The random part alone.</param>
    public static string Checksum(ReadOnlySpan<char> random)
    {
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(random, checksum);
        return new string(checksum);
    }

    /// <summary>SHA-256 of the whole plaintext: 32 bytes, as stored.</summary>
    public byte[] Hash() => HashOf(_plaintext);

    /// <summary>The same of what only has the length of a plaintext.</summary>
    /// <param name="text"><see cref="Length"/> characters; what is not ASCII among them counts as <c>?</c>.</param>
    public static byte[] HashOf(string text)
    {
        Span<byte> ascii = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(text, ascii);
        return SHA256.HashData(ascii);
    }

    /// <summary>The plaintext itself, for the one response that hands it out.</summary>
    public string Reveal() => _plaintext;

    /// <summary>Never the plaintext.</summary>
    public override string ToString() => Mask(_plaintext);

    private static string PrefixOf(SecretKind kind) => kind switch
    {
        SecretKind.App => "tka_",
        SecretKind.Personal => "tkp_",
        SecretKind.Session => "tks_",
        SecretKind.Organization => "tko_",
        SecretKind.Refresh => "tkr_",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static SecretKind? KindOf(ReadOnlySpan<char> text) => text[..PrefixLength] switch
    {
        "tka_" => SecretKind.App,
        "tkp_" => SecretKind.Personal,
        "tks_" => SecretKind.Session,
        "tko_" => SecretKind.Organization,
        "tkr_" => SecretKind.Refresh,
        _ => null,
    };

    private static void WriteChecksum(ReadOnlySpan<char> random, Span<char> checksum)
    {
        var rest = Crc32(random);
        for (var i = ChecksumLength - 1; i >= 0; i--)
        {
            (rest, var digit) = Math.DivRem(rest, (uint)Alphabet.Length);
            checksum[i] = Alphabet[(int)digit];
        }
    }

    private static uint Crc32(ReadOnlySpan<char> ascii)
    {
        var crc = uint.MaxValue;
        foreach (var c in ascii)
        {
            crc = (crc >> 8) ^ s_crcOfByte[(byte)(crc ^ c)];
        }

        return ~crc;
    }

    private static uint CrcOfByte(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }

        return crc;
    }

    // Sixteen characters and up: a secret cut short still gives away too much.
    [GeneratedRegex("(?<prefix>tk[apsor]_)[0-9A-Za-z]{16,}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenForm();
}
