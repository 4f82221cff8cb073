using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Infrastructure.Caching;

/// <summary>
/// Snapshots in memory. What this process changes leaves before the change is answered, see <see cref="DbSession"/>;
/// what others change, when <see cref="ChangeFollower"/> hears of it. While it hears nothing, the store is asked.
/// </summary>
/// <param name="scopes">Where a read finds its repository.</param>
/// <param name="clock">Tells how old a comparison is.</param>
/// <param name="trustedFor">For how long snapshots are used that could not be compared with the store.</param>
internal sealed class SnapshotCache(IServiceScopeFactory scopes, TimeProvider clock, TimeSpan trustedFor) : ISnapshots
{
    private const int Capacity = 32_768;

    private readonly EpochCache<HashKey, TokenSnapshot> _tokens = new(Capacity, Capacity, clock);
    private readonly EpochCache<Guid, UserStanding> _users = new(Capacity, Capacity, clock);
    private readonly EpochCache<Guid, Memberships> _memberships = new(Capacity, Capacity, clock);
    private readonly BoundedMap<Guid, bool> _organizations = new(Capacity);
    private long _comparedAt = long.MinValue;

    /// <summary>For how long snapshots are used that could not be compared with the store.</summary>
    public TimeSpan TrustedFor => trustedFor;

    /// <summary>Whether all that other processes changed has been heard of lately.</summary>
    public bool IsTrusted => Volatile.Read(ref _comparedAt) is var at && at != long.MinValue && clock.GetElapsedTime(at) < trustedFor;

    public ValueTask<TokenSnapshot?> FindTokenAsync(byte[] secretHash, CancellationToken cancellationToken)
    {
        var key = new HashKey(secretHash);
        if (TryGetToken(key, out var token))
        {
            CacheMeter.Tokens.CountHit();
            return ValueTask.FromResult(token);
        }

        CacheMeter.Tokens.CountMiss();
        return new(MissTokenAsync(key, secretHash, cancellationToken));
    }

    public bool IsTokenKept(byte[] secretHash) => TryGetToken(new HashKey(secretHash), out _);

    public ValueTask<UserStanding?> FindUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (IsTrusted && _users.TryGet(userId, out var user))
        {
            CacheMeter.Users.CountHit();
            return ValueTask.FromResult(user);
        }

        CacheMeter.Users.CountMiss();
        return new(MissUserAsync(userId, cancellationToken));
    }

    public async ValueTask<IReadOnlyList<(Organization Organization, Role Role)>> ListMembershipsAsync(
        Guid userId, CancellationToken cancellationToken)
    {
        if (!IsTrusted || !_memberships.TryGet(userId, out var memberships))
        {
            memberships = await _memberships.LoadAsync(userId, token => LoadMembershipsAsync(userId, token), cancellationToken);
        }

        return memberships!.Items;
    }

    public ValueTask<bool> HasOrganizationAsync(Guid organizationId, CancellationToken cancellationToken) =>
        _organizations.TryGet(organizationId, out _) ? ValueTask.FromResult(true) : new(LookUpOrganizationAsync(organizationId, cancellationToken));

    /// <summary>Forgets what changes made stale.</summary>
    /// <param name="changes">The changes.</param>
    public void Evict(IReadOnlySet<Change> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        foreach (var change in changes.Where(change => change.Subject == ChangeSubject.User))
        {
            _users.Evict(change.Id);
            _memberships.Evict(change.Id);
        }

        foreach (var change in changes.Where(change => change.Subject == ChangeSubject.Organization))
        {
            _memberships.EvictWhere(memberships => memberships.Items.Any(place => place.Organization.OrganizationId == change.Id));
        }

        _tokens.EvictWhere(snapshot => IsTouched(snapshot.Token, changes));
    }

    /// <summary>Begins anew: what was kept may be stale.</summary>
    public void Clear()
    {
        _tokens.Clear();
        _users.Clear();
        _memberships.Clear();
        _organizations.Clear();
    }

    /// <summary>All changes that were in the store at a moment have been heard of.</summary>
    /// <param name="timestamp">The moment, as the clock counts.</param>
    public void NoteCompared(long timestamp) => Volatile.Write(ref _comparedAt, timestamp);

    // A use is no change that evicts: whether a session was used since it was read, the store knows.
    private bool TryGetToken(HashKey key, out TokenSnapshot? token)
    {
        token = null;
        return IsTrusted && _tokens.TryGet(key, out token) && token?.Token.IsIdleAt(clock.GetUtcNow()) != true;
    }

    private static bool IsTouched(Token token, IReadOnlySet<Change> changes) =>
        changes.Contains(new Change(ChangeSubject.Token, token.TokenId))
        || (token.UserId is { } userId && changes.Contains(new Change(ChangeSubject.User, userId)))
        || (token.AppId is { } appId && changes.Contains(new Change(ChangeSubject.App, appId)));

    // Apart from the hits, which need no object for what a load is told.
    private Task<TokenSnapshot?> MissTokenAsync(HashKey key, byte[] secretHash, CancellationToken cancellationToken) =>
        _tokens.LoadAsync(key, token => LoadTokenAsync(secretHash, token), cancellationToken);

    private Task<UserStanding?> MissUserAsync(Guid userId, CancellationToken cancellationToken) => _users.LoadAsync(
        userId, token => ReadAsync<IUserRepository, UserStanding?>(users => users.FindStandingAsync(userId, token)), cancellationToken);

    private async Task<TokenSnapshot?> LoadTokenAsync(byte[] secretHash, CancellationToken cancellationToken)
    {
        var epochs = _users.NoteEpochs();
        var found = await ReadAsync<ITokenRepository, PresentedToken?>(tokens => tokens.FindByHashAsync(secretHash, cancellationToken));
        if (found?.Owner is { } owner)
        {
            _users.Offer(owner.User.UserId, owner, epochs);
        }

        return found is null ? null : new TokenSnapshot(found.Token, found.SecretEndsAt);
    }

    private async Task<Memberships?> LoadMembershipsAsync(Guid userId, CancellationToken cancellationToken) =>
        new(await ReadAsync<IUserRepository, IReadOnlyList<(Organization Organization, Role Role)>>(
            users => users.ListMembershipsAsync(userId, cancellationToken)));

    private async Task<bool> LookUpOrganizationAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        var found = await ReadAsync<IOrganizationRepository, Organization?>(kept => kept.FindAsync(organizationId, cancellationToken));
        if (found is not null)
        {
            _organizations.Set(organizationId, true);
        }

        return found is not null;
    }

    // In a scope of its own: a read goes on for others when the request that began it is gone.
    private async Task<T> ReadAsync<TRepository, T>(Func<TRepository, Task<T>> read)
        where TRepository : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TRepository>());
    }

    private sealed record Memberships(IReadOnlyList<(Organization Organization, Role Role)> Items);
}
