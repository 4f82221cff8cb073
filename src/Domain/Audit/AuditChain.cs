using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace TokenPlatform.Domain.Audit;

/// <summary>The end of a chain, to which the next event is appended.</summary>
/// <param name="Sequence">The last event's place; 0 for an empty chain.</param>
/// <param name="Hash">The last event's hash, 32 bytes; zeros for an empty chain.</param>
public sealed record AuditHead(long Sequence, byte[] Hash)
{
    /// <summary>The end of a chain that nothing was appended to.</summary>
    public static readonly AuditHead Empty = new(0, new byte[SHA256.HashSizeInBytes]);
}

/// <summary>
/// Events tied together by hashes, one chain for each organization and one for the platform, so that a changed,
/// removed or reordered event shows.
/// </summary>
public static class AuditChain
{
    private const int TypicalLength = 1024;
    private const int TimeLength = 27;

    /// <summary>The chain of what belongs to no organization: users, sessions, personal tokens.</summary>
    public static readonly Guid Platform = new("00000000-0000-0000-0000-000000000001");

    /// <summary>Ties an event to the end of a chain.</summary>
    /// <param name="head">The end of the chain, kept locked until the event is stored.</param>
    /// <param name="draft">The event; its sequence and hashes are given here.</param>
    /// <param name="key">The key of the hashes.</param>
    /// <returns>The event as it is stored.</returns>
    public static AuditEvent Append(AuditHead head, AuditEvent draft, AuditKey key)
    {
        var placed = draft with { Sequence = head.Sequence + 1, PreviousHash = head.Hash };
        return placed with { Hash = HashOf(placed, key) };
    }

    /// <summary>What an event's hash has to be: SHA-256, or with a key HMAC-SHA-256, over the previous hash and the canonical JSON.</summary>
    /// <param name="audited">The event.</param>
    /// <param name="key">The key of the hashes.</param>
    public static byte[] HashOf(AuditEvent audited, AuditKey key)
    {
        var hashed = new ArrayBufferWriter<byte>(TypicalLength);
        hashed.Write(audited.PreviousHash);
        WriteCanonical(audited, hashed);
        return key.Bytes.IsEmpty ? SHA256.HashData(hashed.WrittenSpan) : HMACSHA256.HashData(key.Bytes, hashed.WrittenSpan);
    }

    /// <summary>UTC with six digits of fraction and <c>Z</c>, the one spelling of a time that is hashed.</summary>
    /// <param name="time">Any offset.</param>
    public static string Format(DateTimeOffset time)
    {
        // The round-trip format, which is quick, has seven digits.
        Span<char> text = stackalloc char[TimeLength + 1];
        time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[TimeLength - 1] = 'Z';
        return new string(text[..TimeLength]);
    }

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    /// <param name="text">Of that form, to the letter.</param>
    /// <exception cref="FormatException">It is of another.</exception>
    public static DateTimeOffset ParseTime(string text)
    {
        if (text.Length != TimeLength || text[^1] != 'Z')
        {
            throw new FormatException($"'{text}' is no time of ours");
        }

        Span<char> exact = stackalloc char[TimeLength + 1];
        text.CopyTo(exact);
        (exact[^2], exact[^1]) = ('0', 'Z');
        return DateTimeOffset.ParseExact(exact, "O", CultureInfo.InvariantCulture);
    }

    // The order of members is part of the format: it may grow at its end and in no other way.
    private static void WriteCanonical(AuditEvent audited, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("event_id", audited.EventId);
        json.WriteString("chain_id", audited.ChainId);
        json.WriteNumber("sequence", audited.Sequence);
        json.WriteString("occurred_at", Format(audited.OccurredAt));
        json.WriteString("action", audited.Entry.Action);
        json.WriteString("actor_type", audited.Actor.Type);
        WriteId(json, "actor_id", audited.Actor.Id);
        WriteId(json, "actor_token_id", audited.Actor.TokenId);
        json.WriteString("actor_ip_address", audited.Actor.IpAddress);
        json.WriteString("request_id", audited.RequestId);
        json.WriteString("target_type", audited.Entry.Target.Type);
        json.WriteString("target_id", audited.Entry.Target.Id);
        json.WriteString("changes", audited.Entry.Changes);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value)
        {
            json.WriteString(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
