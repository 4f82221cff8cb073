using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class UserRepository(DbSession session) : IUserRepository
{
    public async Task AddAsync(User user, string? passwordHash, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            UserSql.Add,
            new { user.UserId, user.Email, user.Name, user.IsPlatformAdmin, PasswordHash = passwordHash, user.CreatedAt },
            cancellationToken);

    public async Task AddMembershipAsync(Membership membership, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            UserSql.AddMembership,
            new { membership.OrganizationId, membership.UserId, Role = membership.Role.Name, membership.CreatedAt },
            cancellationToken);

    public async Task<UserStanding?> FindStandingAsync(Guid userId, CancellationToken cancellationToken)
    {
        var user = await session.QuerySingleAsync<UserRow>(UserSql.Find, new { UserId = userId }, cancellationToken);
        if (user is null)
        {
            return null;
        }

        var roles = await session.QueryAsync<MembershipRow>(UserSql.ListRoles, new { UserId = userId }, cancellationToken);
        return new UserStanding(user.ToUser(), roles.ToDictionary(row => row.OrganizationId, row => Role.Parse(row.Role)));
    }

    public async Task<User?> FindFirstPlatformAdministratorAsync(CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<UserRow>(
            session.Dialect.Take(UserSql.ListPlatformAdministrators), new { Take = 1 }, cancellationToken))?.ToUser();

    public async Task<IReadOnlyList<(Organization Organization, Role Role)>> ListMembershipsAsync(
        Guid userId, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<MembershipRow>(UserSql.ListMemberships, new { UserId = userId }, cancellationToken);
        return [.. rows.Select(row => (new Organization(row.OrganizationId, row.Name, row.SubDomain, row.CreatedAt), Role.Parse(row.Role)))];
    }

    private sealed class UserRow
    {
        public Guid UserId { get; init; }

        public string Email { get; init; } = string.Empty;

        public string Name { get; init; } = string.Empty;

        public bool IsPlatformAdmin { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public User ToUser() => new(UserId, Email, Name, IsPlatformAdmin, CreatedAt);
    }

    private sealed class MembershipRow
    {
        public Guid OrganizationId { get; init; }

        public string Role { get; init; } = string.Empty;

        public string Name { get; init; } = string.Empty;

        public string SubDomain { get; init; } = string.Empty;

        public DateTimeOffset CreatedAt { get; init; }
    }
}
