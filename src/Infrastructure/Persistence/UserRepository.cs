using Dapper;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class UserRepository(DbSession session) : IUserRepository
{
    public async Task AddAsync(User user, string? passwordHash, CancellationToken cancellationToken) =>
        await session.WriteAsync(
            UserSql.Add,
            new { user.UserId, user.Email, user.Name, user.IsPlatformAdmin, PasswordHash = passwordHash, user.CreatedAt },
            cancellationToken);

    public async Task UpdateAsync(User user, CancellationToken cancellationToken) =>
        await session.ChangeAsync(
            UserSql.Update,
            new { user.UserId, user.Name, user.DisabledAt },
            new Change(ChangeSubject.User, user.UserId),
            cancellationToken);

    public async Task SetPasswordAsync(Guid userId, string passwordHash, CancellationToken cancellationToken) =>
        await session.WriteAsync(UserSql.SetPassword, new { UserId = userId, PasswordHash = passwordHash }, cancellationToken);

    public async Task<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<UserRow>(UserSql.FindByEmail, new { Email = email }, cancellationToken))?.ToUser();

    public async Task<Credentials?> FindCredentialsAsync(string email, CancellationToken cancellationToken) =>
        await session.QuerySingleAsync<CredentialsRow>(UserSql.FindCredentials, new { Email = email }, cancellationToken) is { } row
            ? new Credentials(row.ToUser(), row.PasswordHash)
            : null;

    public async Task<IReadOnlyList<Positioned<User>>> ListAsync(long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<UserRow>(
            session.Dialect.Take(UserSql.List), new { Before = before ?? long.MaxValue, Take = take }, cancellationToken);
        return [.. rows.Select(row => new Positioned<User>(row.Seq, row.ToUser()))];
    }

    public Task<int> CountPlatformAdministratorsAsync(CancellationToken cancellationToken) =>
        session.QuerySingleAsync<int>(UserSql.CountPlatformAdministrators, null, cancellationToken);

    public Task<UserStanding?> FindStandingAsync(Guid userId, CancellationToken cancellationToken) =>
        session.QuerySeveralAsync(UserSql.FindStanding, new { UserId = userId }, ReadStandingAsync, cancellationToken);

    /// <summary>Reads a user, or none, and the user's roles.</summary>
    public static async Task<UserStanding?> ReadStandingAsync(SqlMapper.GridReader answers)
    {
        var user = await answers.ReadSingleOrDefaultAsync<UserRow>();
        var roles = await answers.ReadAsync<MembershipRow>();
        return user is null
            ? null
            : new UserStanding(user.ToUser(), roles.ToDictionary(row => row.OrganizationId, row => Role.Parse(row.Role)));
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

    private sealed class CredentialsRow : UserRow
    {
        public string? PasswordHash { get; init; }
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
