using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TokenPlatform.Infrastructure.Caching;

/// <summary>A hash of 32 bytes, as a key that needs no memory of its own.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HashKey
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    public HashKey(ReadOnlySpan<byte> hash)
    {
        _first = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        _second = BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]);
        _third = BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]);
        _fourth = BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]);
    }

    // Any part of a cryptographic hash is as good as all of it.
    public override int GetHashCode() => _first.GetHashCode();
}
