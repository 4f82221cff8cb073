using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class AppTokenPolicyRepository(DbSession session) : IAppTokenPolicyRepository
{
    public async Task AddAsync(AppTokenPolicy policy, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(AppTokenPolicySql.Add, AppTokenPolicyRow.Of(policy), cancellationToken);

    public async Task<AppTokenPolicy?> FindGoverningAsync(Guid organizationId, Guid appId, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<AppTokenPolicyRow>(
            AppTokenPolicySql.FindCandidates, new { OrganizationId = organizationId, AppId = appId }, cancellationToken);
        return PolicyEvaluation.Governing([.. rows.Select(row => row.ToPolicy())], appId);
    }
}
