using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class RevocationRepository(DbSession session) : IRevocationRepository
{
    public async Task AddAsync(Revocation revocation, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            RevocationSql.Add,
            new
            {
                revocation.OperationId,
                revocation.ChainId,
                revocation.Reason,
                revocation.RevokedAt,
                revocation.ToldUpTo,
                ActorType = revocation.Actor.Type,
                ActorId = revocation.Actor.Id,
                ActorTokenId = revocation.Actor.TokenId,
                ActorIpAddress = revocation.Actor.IpAddress,
                revocation.RequestId,
            },
            cancellationToken);

    public async Task<Revocation?> FindAsync(Guid operationId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(RevocationSql.Find, new { OperationId = operationId }, cancellationToken))?.ToRevocation();

    public async Task MoveAsync(Guid operationId, long toldUpTo, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(RevocationSql.Move, new { OperationId = operationId, ToldUpTo = toldUpTo }, cancellationToken);

    public async Task RemoveAsync(Guid operationId, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(RevocationSql.Remove, new { OperationId = operationId }, cancellationToken);

    public Task<IReadOnlyList<Guid>> ListAsync(int take, CancellationToken cancellationToken) =>
        session.QueryAsync<Guid>(session.Dialect.Take(RevocationSql.List), new { Take = take }, cancellationToken);

    private sealed class Row
    {
        public Guid OperationId { get; init; }

        public Guid ChainId { get; init; }

        public string Reason { get; init; } = string.Empty;

        public DateTimeOffset RevokedAt { get; init; }

        public long ToldUpTo { get; init; }

        public string ActorType { get; init; } = string.Empty;

        public Guid? ActorId { get; init; }

        public Guid? ActorTokenId { get; init; }

        public string? ActorIpAddress { get; init; }

        public string? RequestId { get; init; }

        public Revocation ToRevocation() => new(
            OperationId, ChainId, Reason, RevokedAt, ToldUpTo, new AuditActor(ActorType, ActorId, ActorTokenId, ActorIpAddress), RequestId);
    }
}
