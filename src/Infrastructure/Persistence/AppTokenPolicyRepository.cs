using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class AppTokenPolicyRepository(DbSession session) : IAppTokenPolicyRepository
{
    public async Task AddAsync(AppTokenPolicy policy, CancellationToken cancellationToken) =>
        await session.WriteAsync(AppTokenPolicySql.Add, AppTokenPolicyRow.Of(policy), cancellationToken);

    public async Task UpdateAsync(AppTokenPolicy policy, CancellationToken cancellationToken) =>
        await session.WriteAsync(AppTokenPolicySql.Update, AppTokenPolicyRow.Of(policy), cancellationToken);

    public async Task DeleteAsync(Guid policyId, CancellationToken cancellationToken) =>
        await session.WriteAsync(AppTokenPolicySql.Delete, new { PolicyId = policyId }, cancellationToken);

    public async Task<AppTokenPolicy?> FindAsync(Guid organizationId, Guid policyId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<AppTokenPolicyRow>(
            AppTokenPolicySql.Find, new { OrganizationId = organizationId, PolicyId = policyId }, cancellationToken))?.ToPolicy();

    public async Task<AppTokenPolicy?> FindOfAsync(Guid organizationId, Guid? appId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<AppTokenPolicyRow>(
            AppTokenPolicySql.FindOf, new { OrganizationId = organizationId, AppId = appId }, cancellationToken))?.ToPolicy();

    public async Task<IReadOnlyList<Positioned<AppTokenPolicy>>> ListAsync(
        Guid organizationId, Guid? appId, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<AppTokenPolicyRow>(
            session.Dialect.Take(AppTokenPolicySql.List),
            new { OrganizationId = organizationId, AppId = appId, Before = before ?? long.MaxValue, Take = take },
            cancellationToken);
        return [.. rows.Select(row => new Positioned<AppTokenPolicy>(row.Seq, row.ToPolicy()))];
    }

    public Task<int> CountAsync(Guid organizationId, Guid? appId, CancellationToken cancellationToken) =>
        session.QuerySingleAsync<int>(
            AppTokenPolicySql.Count, new { OrganizationId = organizationId, AppId = appId }, cancellationToken);

    public async Task<AppTokenPolicy?> FindGoverningAsync(Guid organizationId, Guid appId, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<AppTokenPolicyRow>(
            AppTokenPolicySql.FindCandidates, new { OrganizationId = organizationId, AppId = appId }, cancellationToken);
        return PolicyEvaluation.Governing([.. rows.Select(row => row.ToPolicy())], appId);
    }

    public Task<IssuingGround?> FindIssuingGroundAsync(
        Guid organizationId, Guid appId, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.QuerySeveralAsync(
            AppTokenPolicySql.FindIssuingGround,
            new { OrganizationId = organizationId, AppId = appId, Now = now, ApprovalDeadline = now - Token.ApprovalTimeout },
            async answers =>
            {
                var hasApp = await answers.ReadSingleAsync<int>() > 0;
                var policies = await answers.ReadAsync<AppTokenPolicyRow>();
                var live = await answers.ReadSingleAsync<int>();
                return hasApp
                    ? new IssuingGround(PolicyEvaluation.Governing([.. policies.Select(row => row.ToPolicy())], appId), live)
                    : null;
            },
            cancellationToken);
}
