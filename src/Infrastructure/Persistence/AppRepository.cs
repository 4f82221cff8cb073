using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class AppRepository(DbSession session) : IAppRepository
{
    public async Task AddAsync(App app, CancellationToken cancellationToken) =>
        await session.WriteAsync(AppSql.Add, app, cancellationToken);

    public async Task DeleteAsync(Guid appId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await session.WriteAsync(AppSql.Delete, new { AppId = appId, Now = now }, cancellationToken);

    public async Task<App?> FindAsync(Guid organizationId, Guid appId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(AppSql.Find, new { OrganizationId = organizationId, AppId = appId }, cancellationToken))
            ?.ToApp();

    public async Task<App?> FindFirstAsync(CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(session.Dialect.Take(AppSql.ListAll), new { Take = 1 }, cancellationToken))?.ToApp();

    public async Task<IReadOnlyList<Positioned<App>>> ListAsync(
        Guid organizationId, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            session.Dialect.Take(AppSql.List),
            new { OrganizationId = organizationId, Before = before ?? long.MaxValue, Take = take },
            cancellationToken);
        return [.. rows.Select(row => new Positioned<App>(row.Seq, row.ToApp()))];
    }

    private sealed class Row
    {
        public long Seq { get; init; }

        public Guid AppId { get; init; }

        public Guid OrganizationId { get; init; }

        public string Name { get; init; } = string.Empty;

        public string? Description { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public App ToApp() => new(AppId, OrganizationId, Name, Description, CreatedAt);
    }
}
