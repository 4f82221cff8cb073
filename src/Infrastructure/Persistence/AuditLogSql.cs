namespace TokenPlatform.Infrastructure.Persistence;

internal static class AuditLogSql
{
    public const string List = $"""
        SELECT {Columns} FROM audit_events
        WHERE chain_id = @ChainId AND sequence < @Before
            AND (@Action IS NULL OR action = @Action)
            AND (@ActorId IS NULL OR actor_id = @ActorId)
            AND (@TargetId IS NULL OR target_id = @TargetId)
            AND (@Since IS NULL OR occurred_at >= @Since)
            AND (@Until IS NULL OR occurred_at < @Until)
        ORDER BY sequence DESC
        """;

    // From the very first on: what stands before 1 does not fit, either.
    public const string Stream = $"""
        SELECT {Columns} FROM audit_events
        WHERE chain_id = @ChainId AND sequence <= @Last
        ORDER BY sequence
        """;

    public const string FindAfter = """
        SELECT event_id, sequence FROM audit_events
        WHERE chain_id = @ChainId AND sequence > @Sequence
        ORDER BY sequence
        """;

    private const string Columns = """
        event_id, chain_id, sequence, occurred_at, action, actor_type, actor_id, actor_token_id, actor_ip_address, request_id,
        target_type, target_id, changes, previous_hash, hash
        """;
}
