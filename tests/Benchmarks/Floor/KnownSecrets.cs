using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TokenPlatform.Benchmarks.Floor;

/// <summary>Secrets in a dictionary by the first half of their SHA-256.</summary>
public sealed class KnownSecrets(IEnumerable<string> secrets)
{
    private const string Bearer = "Bearer ";

    private readonly Dictionary<UInt128, string> _byHash = secrets.ToDictionary(secret => KeyOf(secret));

    public bool HasBearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && Has(header.AsSpan(Bearer.Length));
    }

    public bool Has(ReadOnlySpan<char> secret) => _byHash.ContainsKey(KeyOf(secret));

    private static UInt128 KeyOf(ReadOnlySpan<char> secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> ascii = stackalloc byte[64];
        SHA256.HashData(ascii[..Encoding.ASCII.GetBytes(secret, ascii)], hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
