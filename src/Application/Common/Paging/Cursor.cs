using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TokenPlatform.Application.Common.Paging;

/// <summary>
/// Where a page ended: a position and a check that binds it to its list, 16 bytes in base64url. The check is no
/// secret; it catches what is broken or of another list. A made-up position could show nothing that the list does not.
/// </summary>
public static class Cursor
{
    private const int PositionLength = sizeof(long);
    private const int CheckLength = 8;
    private const int TextLength = 22;

    /// <summary>Writes a cursor.</summary>
    /// <param name="list">What the list is called, with the ids it hangs under.</param>
    /// <param name="position">The last item's.</param>
    public static string Write(string list, long position)
    {
        Span<byte> bytes = stackalloc byte[PositionLength + CheckLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        WriteCheck(list, bytes[..PositionLength], bytes[PositionLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor.</summary>
    /// <param name="list">The list that it should be of.</param>
    /// <param name="cursor">The text.</param>
    /// <param name="position">The last item's position.</param>
    /// <returns>False where the cursor is broken, or of another list.</returns>
    public static bool TryRead(string list, string cursor, out long position)
    {
        position = 0;
        Span<byte> bytes = stackalloc byte[PositionLength + CheckLength];
        if (cursor.Length != TextLength
            || !Base64Url.IsValid(cursor, out var length)
            || length != bytes.Length
            || !Base64Url.TryDecodeFromChars(cursor, bytes, out _)
            || Base64Url.EncodeToString(bytes) != cursor)
        {
            return false;
        }

        Span<byte> check = stackalloc byte[CheckLength];
        WriteCheck(list, bytes[..PositionLength], check);
        position = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return position >= 0 && check.SequenceEqual(bytes[PositionLength..]);
    }

    private static void WriteCheck(string list, ReadOnlySpan<byte> position, Span<byte> check)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. position], hash);
        hash[..CheckLength].CopyTo(check);
    }
}
