using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class PolicyRunRepository(DbSession session) : IPolicyRunRepository
{
    public async Task AddAsync(PolicyRun run, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(PolicyRunSql.Add, Row.Of(run), cancellationToken);

    public async Task<PolicyRun?> FindAsync(Guid runId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(PolicyRunSql.Find, new { RunId = runId }, cancellationToken))?.ToRun();

    public async Task UpdateCountsAsync(PolicyRun run, DateTimeOffset now, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            PolicyRunSql.UpdateCounts, new { run.RunId, run.Shortened, run.Lowered, run.Revoked, Now = now }, cancellationToken);

    public async Task FinishAsync(Guid runId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await session.ExecuteAloneAsync(PolicyRunSql.Finish, new { RunId = runId, Now = now }, cancellationToken);

    public Task<IReadOnlyList<Guid>> ListStalledAsync(DateTimeOffset since, int take, CancellationToken cancellationToken) =>
        session.QueryAsync<Guid>(session.Dialect.Take(PolicyRunSql.ListStalled), new { Since = since, Take = take }, cancellationToken);

    private sealed class Row
    {
        public Guid RunId { get; init; }

        public Guid OrganizationId { get; init; }

        public Guid PolicyId { get; init; }

        public Guid? AppId { get; init; }

        public int? MaxTtlDays { get; init; }

        public string? AllowedPermissions { get; init; }

        public int? MaxRateLimitRps { get; init; }

        public long LastTokenSeq { get; init; }

        public int Shortened { get; init; }

        public int Lowered { get; init; }

        public int Revoked { get; init; }

        public string ActorType { get; init; } = string.Empty;

        public Guid? ActorId { get; init; }

        public Guid? ActorTokenId { get; init; }

        public string? ActorIpAddress { get; init; }

        public string? RequestId { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public static Row Of(PolicyRun run) => new()
        {
            RunId = run.RunId,
            OrganizationId = run.Policy.OrganizationId,
            PolicyId = run.Policy.PolicyId,
            AppId = run.Policy.AppId,
            MaxTtlDays = run.Policy.MaxTtlDays,
            AllowedPermissions = run.Policy.AllowedPermissions is { } allowed ? JsonList.Write(allowed) : null,
            MaxRateLimitRps = run.Policy.MaxRateLimitRps,
            LastTokenSeq = run.LastPosition,
            Shortened = run.Shortened,
            Lowered = run.Lowered,
            Revoked = run.Revoked,
            ActorType = run.Actor.Type,
            ActorId = run.Actor.Id,
            ActorTokenId = run.Actor.TokenId,
            ActorIpAddress = run.Actor.IpAddress,
            RequestId = run.RequestId,
            StartedAt = run.StartedAt,
        };

        /// <summary>Of the policy only what is enforced was kept.</summary>
        public PolicyRun ToRun() => new()
        {
            RunId = RunId,
            Policy = new AppTokenPolicy
            {
                PolicyId = PolicyId,
                OrganizationId = OrganizationId,
                AppId = AppId,
                MaxTtlDays = MaxTtlDays,
                AllowedPermissions = AllowedPermissions is { } allowed ? JsonList.Read(allowed) : null,
                MaxRateLimitRps = MaxRateLimitRps,
                CreatedAt = StartedAt,
                UpdatedAt = StartedAt,
            },
            LastPosition = LastTokenSeq,
            Actor = new AuditActor(ActorType, ActorId, ActorTokenId, ActorIpAddress),
            RequestId = RequestId,
            StartedAt = StartedAt,
            Shortened = Shortened,
            Lowered = Lowered,
            Revoked = Revoked,
        };
    }
}
