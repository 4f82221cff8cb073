using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class MemberRepository(DbSession session) : IMemberRepository
{
    public async Task AddAsync(Membership membership, CancellationToken cancellationToken) =>
        await session.ChangeAsync(
            MemberSql.Add,
            new { membership.OrganizationId, membership.UserId, Role = membership.Role.Name, membership.CreatedAt },
            new Change(ChangeSubject.User, membership.UserId),
            cancellationToken);

    public async Task SetRoleAsync(Guid organizationId, Guid userId, Role role, CancellationToken cancellationToken) =>
        await session.ChangeAsync(
            MemberSql.SetRole,
            new { OrganizationId = organizationId, UserId = userId, Role = role.Name },
            new Change(ChangeSubject.User, userId),
            cancellationToken);

    public async Task RemoveAsync(Guid organizationId, Guid userId, CancellationToken cancellationToken) =>
        await session.ChangeAsync(
            MemberSql.Remove,
            new { OrganizationId = organizationId, UserId = userId },
            new Change(ChangeSubject.User, userId),
            cancellationToken);

    public async Task<Member?> FindAsync(Guid organizationId, Guid userId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<Row>(
            MemberSql.Find, new { OrganizationId = organizationId, UserId = userId }, cancellationToken))?.ToMember();

    public async Task<IReadOnlyList<Positioned<Member>>> ListAsync(
        Guid organizationId, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            session.Dialect.Take(MemberSql.List),
            new { OrganizationId = organizationId, Before = before ?? long.MaxValue, Take = take },
            cancellationToken);
        return [.. rows.Select(row => new Positioned<Member>(row.Seq, row.ToMember()))];
    }

    public Task<int> CountAdminsAsync(Guid organizationId, CancellationToken cancellationToken) =>
        session.QuerySingleAsync<int>(MemberSql.CountAdmins, new { OrganizationId = organizationId }, cancellationToken);

    private sealed class Row : UserRow
    {
        public string Role { get; init; } = string.Empty;

        public DateTimeOffset MemberSince { get; init; }

        public Member ToMember() => new(ToUser(), Domain.Permissions.Role.Parse(Role), MemberSince);
    }
}
