namespace TokenPlatform.Infrastructure.Persistence;

internal static class ChainSql
{
    public const string Open = "INSERT INTO chains (chain_id, sequence, hash) VALUES (@ChainId, 0, @Hash)";

    // The first statement of every write transaction: whoever comes second waits here.
    public const string Lock = $"""
        UPDATE chains SET sequence = sequence + 1 WHERE chain_id = @ChainId;
        {Find};
        """;

    public const string Find = "SELECT sequence, hash FROM chains WHERE chain_id = @ChainId";

    public const string MoveHead = "UPDATE chains SET sequence = @Sequence, hash = @Hash WHERE chain_id = @ChainId";

    public const string AddEvent = """
        INSERT INTO audit_events (
            event_id, chain_id, sequence, occurred_at, action, actor_type, actor_id, actor_token_id, actor_ip_address,
            request_id, target_type, target_id, changes, previous_hash, hash)
        VALUES (
            @EventId, @ChainId, @Sequence, @OccurredAt, @Action, @ActorType, @ActorId, @ActorTokenId, @ActorIpAddress,
            @RequestId, @TargetType, @TargetId, @Changes, @PreviousHash, @Hash)
        """;
}
