namespace TokenPlatform.Domain.Audit;

/// <summary>
/// The key of the audit chains' hashes. Whoever holds the tables but not the key cannot make an event that fits its
/// chain.
/// </summary>
/// <param name="bytes">At least <see cref="MinLength"/>; none for plain hashes.</param>
public sealed class AuditKey(byte[] bytes)
{
    /// <summary>The fewest bytes of a key.</summary>
    public const int MinLength = 32;

    /// <summary>Plain SHA-256.</summary>
    public static readonly AuditKey None = new([]);

    /// <summary>The key; empty for none.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Never the key.</summary>
    public override string ToString() => nameof(AuditKey);
}
