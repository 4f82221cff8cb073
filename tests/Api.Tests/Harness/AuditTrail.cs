using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>Reads a chain beneath the product.</summary>
internal static class AuditTrail
{
    public static IReadOnlyList<AuditEvent> Of(DbConnection database, string chainId)
    {
        using var command = database.CreateCommand();
        command.CommandText = """
            SELECT event_id, chain_id, sequence, occurred_at, action, actor_type, actor_id, actor_token_id, actor_ip_address, request_id,
                target_type, target_id, changes, previous_hash, hash
            FROM audit_events WHERE chain_id = @chain ORDER BY sequence
            """;
        command.Add("@chain", chainId);
        using var row = command.ExecuteReader();
        var events = new List<AuditEvent>();
        while (row.Read())
        {
            events.Add(new AuditEvent
            {
                EventId = Guid.Parse(Text(row, "event_id")!),
                ChainId = Guid.Parse(Text(row, "chain_id")!),
                Sequence = row.GetInt64(row.GetOrdinal("sequence")),
                OccurredAt = row["occurred_at"] is DateTime time ? new DateTimeOffset(time, TimeSpan.Zero) : DateTimeOffset.Parse(Text(row, "occurred_at")!, CultureInfo.InvariantCulture),
                Actor = new AuditActor(Text(row, "actor_type")!, Id(row, "actor_id"), Id(row, "actor_token_id"), Text(row, "actor_ip_address")),
                RequestId = Text(row, "request_id"),
                Entry = new AuditEntry(Text(row, "action")!, new AuditTarget(Text(row, "target_type")!, Id(row, "target_id")!.Value), Text(row, "changes")!),
                PreviousHash = (byte[])row["previous_hash"],
                Hash = (byte[])row["hash"],
            });
        }

        return events;
    }

    /// <summary>Asserts that a chain has no gap, that every hash is right, and that its head is its last event.</summary>
    public static void AssertIntact(DbConnection database, string chainId)
    {
        var events = Of(database, chainId);
        var head = AuditHead.Empty;
        foreach (var audited in events)
        {
            Assert.That(audited.Sequence, Is.EqualTo(head.Sequence + 1));
            Assert.That(audited.PreviousHash, Is.EqualTo(head.Hash));
            Assert.That(AuditChain.HashOf(audited, AuditKey.None), Is.EqualTo(audited.Hash));
            head = new AuditHead(audited.Sequence, audited.Hash);
        }

        using var command = database.CreateCommand();
        command.CommandText = "SELECT sequence, hash FROM chains WHERE chain_id = @chain";
        command.Add("@chain", chainId);
        using var row = command.ExecuteReader();
        Assert.That(row.Read(), Is.True);
        Assert.That(row.GetInt64(0), Is.EqualTo(head.Sequence));
        Assert.That((byte[])row[1], Is.EqualTo(head.Hash));
    }

    public static void Add(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value switch
        {
            DateTimeOffset time when command is SqliteCommand => AuditChain.Format(time),
            DateTimeOffset time => time.UtcDateTime,
            _ => value,
        });
        command.Parameters.Add(parameter);
    }

    private static string? Text(DbDataReader row, string column) => row[column] is DBNull ? null : row[column].ToString();

    private static Guid? Id(DbDataReader row, string column) => Text(row, column) is { } text ? Guid.Parse(text) : null;
}
