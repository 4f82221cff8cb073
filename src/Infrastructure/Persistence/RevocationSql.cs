namespace TokenPlatform.Infrastructure.Persistence;

internal static class RevocationSql
{
    public const string Add = """
        INSERT INTO revocations (
            operation_id, chain_id, reason, revoked_at, told_up_to, actor_type, actor_id, actor_token_id, actor_ip_address, request_id)
        VALUES (
            @OperationId, @ChainId, @Reason, @RevokedAt, @ToldUpTo, @ActorType, @ActorId, @ActorTokenId, @ActorIpAddress, @RequestId)
        """;

    public const string Find = """
        SELECT operation_id, chain_id, reason, revoked_at, told_up_to, actor_type, actor_id, actor_token_id, actor_ip_address, request_id
        FROM revocations WHERE operation_id = @OperationId
        """;

    public const string Move = "UPDATE revocations SET told_up_to = @ToldUpTo WHERE operation_id = @OperationId";

    public const string Remove = "DELETE FROM revocations WHERE operation_id = @OperationId";

    public const string List = "SELECT operation_id FROM revocations ORDER BY seq";
}
