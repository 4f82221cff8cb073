using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class OrganizationRepository(DbSession session) : IOrganizationRepository
{
    public async Task AddAsync(Organization organization, CancellationToken cancellationToken) =>
        await session.WriteAsync(OrganizationSql.Add, organization, cancellationToken);

    public async Task UpdateAsync(Organization organization, CancellationToken cancellationToken) =>
        await session.ChangeAsync(
            OrganizationSql.Update,
            new { organization.OrganizationId, organization.Name, organization.SubDomain },
            new Change(ChangeSubject.Organization, organization.OrganizationId),
            cancellationToken);

    public async Task<Organization?> FindAsync(Guid organizationId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(OrganizationSql.Find, new { OrganizationId = organizationId }, cancellationToken))
            ?.ToOrganization();

    public async Task<Organization?> FindBySubDomainAsync(string subDomain, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(OrganizationSql.FindBySubDomain, new { SubDomain = subDomain }, cancellationToken))
            ?.ToOrganization();

    public async Task<bool> IsSubDomainTakenAsync(string subDomain, CancellationToken cancellationToken) =>
        await session.QuerySingleAsync<int>(OrganizationSql.CountBySubDomain, new { SubDomain = subDomain }, cancellationToken) > 0;

    public async Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        await session.QuerySingleAsync<int>(OrganizationSql.CountAny, null, cancellationToken) > 0;

    public async Task<IReadOnlyList<Positioned<Organization>>> ListAsync(
        Guid? onlyOf, Guid? onlyOrganizationId, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            session.Dialect.Take(OrganizationSql.List),
            new { OnlyOf = onlyOf, OnlyOrganizationId = onlyOrganizationId, Before = before ?? long.MaxValue, Take = take },
            cancellationToken);
        return [.. rows.Select(row => new Positioned<Organization>(row.Seq, row.ToOrganization()))];
    }

    private sealed class Row
    {
        public long Seq { get; init; }

        public Guid OrganizationId { get; init; }

        public string Name { get; init; } = string.Empty;

        public string SubDomain { get; init; } = string.Empty;

        public DateTimeOffset CreatedAt { get; init; }

        public Organization ToOrganization() => new(OrganizationId, Name, SubDomain, CreatedAt);
    }
}
