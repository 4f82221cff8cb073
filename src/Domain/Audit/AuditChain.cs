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
        using var hash = key.Bytes.IsEmpty
            ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256)
            : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Bytes);
        hash.AppendData(audited.PreviousHash);
        hash.AppendData(Canonical(audited));
        return hash.GetHashAndReset();
    }

    /// <summary>UTC with six digits of fraction and <c>Z</c>, the one spelling of a time that is hashed.</summary>
    /// <param name="time">Any offset.</param>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    // The order of members is part of the format: it may grow at its end and in no other way.
    private static byte[] Canonical(AuditEvent audited)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("event_id", audited.EventId);
            json.WriteString("chain_id", audited.ChainId);
            json.WriteNumber("sequence", audited.Sequence);
            json.WriteString("occurred_at", Format(audited.OccurredAt));
            json.WriteString("action", audited.Entry.Action);
            json.WriteString("actor_type", audited.Actor.Type);
            json.WriteString("actor_id", audited.Actor.Id?.ToString());
            json.WriteString("actor_token_id", audited.Actor.TokenId?.ToString());
            json.WriteString("actor_ip_address", audited.Actor.IpAddress);
            json.WriteString("request_id", audited.RequestId);
            json.WriteString("target_type", audited.Entry.Target.Type);
            json.WriteString("target_id", audited.Entry.Target.Id);
            json.WriteString("changes", audited.Entry.Changes);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
