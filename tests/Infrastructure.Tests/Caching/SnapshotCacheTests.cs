using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Caching;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests.Caching;

/// <summary>What is in memory is told from what is in the store by a change beneath both.</summary>
internal sealed class SnapshotCacheTests
{
    private TestStore _store = null!;
    private Token _token = null!;
    private byte[] _hash = null!;

    private static IEnumerable<TestCaseData> TokenChanges
    {
        get
        {
            yield return Case("Revoke", (tokens, token) => tokens.UpdateAsync(token.Revoke(Samples.Now, null), CancellationToken.None));
            yield return Case("ReplaceSecret", (tokens, token) => tokens.ReplaceSecretAsync(token.TokenId, Samples.NewHash(), Samples.Now, CancellationToken.None));
            yield return Case("RevokeAllOfUser", (tokens, token) => RevokeAllAsync(tokens, new TokenSelection(token.OrganizationId, UserId: token.UserId)));
            yield return Case("RevokeAllOfApp", (tokens, token) => RevokeAllAsync(tokens, new TokenSelection(token.OrganizationId, AppId: token.AppId)));
        }
    }

    private static IEnumerable<TestCaseData> RoleChanges
    {
        get
        {
            yield return RoleCase("SetRole", members => members.SetRoleAsync(Samples.Organization.OrganizationId, Samples.User.UserId, Role.Viewer, CancellationToken.None), Role.Viewer);
            yield return RoleCase("Remove", members => members.RemoveAsync(Samples.Organization.OrganizationId, Samples.User.UserId, CancellationToken.None), null);
        }
    }

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.CreateAsync(Engine.Sqlite);
        await Samples.AddAsync(_store);
        await _store.UseAsync<IMemberRepository>(members => members.AddAsync(
            new Membership(Samples.Organization.OrganizationId, Samples.User.UserId, Role.Admin, Samples.Now), CancellationToken.None));
        _token = Samples.NewAppToken() with { UserId = Samples.User.UserId };
        _hash = await _store.AddAsync(_token);
        Trust();
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task FindTokenAsync_WhenFoundBefore_AnswersFromMemory()
    {
        await FindAsync();
        await _store.RenameBeneathAsync(_token, "beneath");

        Assert.That((await FindAsync())?.Name, Is.EqualTo(_token.Name));
    }

    [TestCaseSource(nameof(TokenChanges))]
    public async Task FindTokenAsync_WhenChangedByThisProcess_ShowsItOnceItIsCommitted(Func<ITokenRepository, Token, Task> change)
    {
        var kept = await FindAsync();

        await _store.ChangeAsync<ITokenRepository>(tokens => change(tokens, _token));

        Assert.That(await FindAsync(), Is.Not.SameAs(kept));
    }

    [Test]
    public async Task FindTokenAsync_WhenTheSecretIsReplacedAtOnce_KnowsTheOldOneNoMore()
    {
        await FindAsync();

        await _store.ChangeAsync<ITokenRepository>(tokens => tokens.ReplaceSecretAsync(_token.TokenId, Samples.NewHash(), null, CancellationToken.None));

        Assert.That(await FindAsync(), Is.Null);
    }

    [Test]
    public async Task FindTokenAsync_WhenAskedDuringTheChange_ShowsItOnceItIsCommitted()
    {
        await _store.ChangeAsync<ITokenRepository>(async tokens =>
        {
            await tokens.UpdateAsync(_token.Revoke(Samples.Now, null), CancellationToken.None);
            Assert.That((await FindAsync())?.RevokedAt, Is.Null);
        });

        Assert.That((await FindAsync())?.RevokedAt, Is.EqualTo(Samples.Now));
    }

    [Test]
    public async Task FindTokenAsync_WhenTheChangeIsRolledBack_ShowsNothingOfIt()
    {
        Assert.That(
            () => _store.ChangeAsync<ITokenRepository>(async tokens =>
            {
                await tokens.UpdateAsync(_token.Revoke(Samples.Now, null), CancellationToken.None);
                throw new TimeoutException();
            }),
            Throws.TypeOf<TimeoutException>());

        Assert.That((await FindAsync())?.RevokedAt, Is.Null);
    }

    [Test]
    public async Task FindTokenAsync_WhenAnotherTokenChanges_StaysInMemory()
    {
        var other = Samples.NewAppToken();
        await _store.AddAsync(other);
        await FindAsync();
        await _store.RenameBeneathAsync(_token, "beneath");

        await _store.ChangeAsync<ITokenRepository>(tokens => tokens.UpdateAsync(other.Revoke(Samples.Now, null), CancellationToken.None));

        Assert.That((await FindAsync())?.Name, Is.EqualTo(_token.Name));
    }

    [Test]
    public async Task FindTokenAsync_WhenNotComparedForThirtySeconds_AsksTheStore()
    {
        await FindAsync();
        await _store.RenameBeneathAsync(_token, "beneath");

        _store.Clock.Advance(TestStore.MaxStaleness - TimeSpan.FromTicks(1));
        Assert.That((await FindAsync())?.Name, Is.EqualTo(_token.Name));
        _store.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.That((await FindAsync())?.Name, Is.EqualTo("beneath"));
    }

    [Test]
    public async Task FindTokenAsync_WhenNeverCompared_AsksTheStore()
    {
        await using var another = _store.Beside();
        var snapshots = another.Get<ISnapshots>();
        await snapshots.FindTokenAsync(_hash, CancellationToken.None);
        await _store.RenameBeneathAsync(_token, "beneath");

        Assert.That((await snapshots.FindTokenAsync(_hash, CancellationToken.None))?.Token.Name, Is.EqualTo("beneath"));
    }

    [Test]
    public async Task FindTokenAsync_WhenUnknown_RemembersForFiveSeconds()
    {
        var hash = Samples.NewHash();
        Assert.That(await _store.Get<ISnapshots>().FindTokenAsync(hash, CancellationToken.None), Is.Null);
        await _store.RunAsync("UPDATE tokens SET secret_hash = @Hash", new { Hash = hash });

        Assert.That(await _store.Get<ISnapshots>().FindTokenAsync(hash, CancellationToken.None), Is.Null);
        _store.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await _store.Get<ISnapshots>().FindTokenAsync(hash, CancellationToken.None), Is.Not.Null);
    }

    [Test]
    public async Task FindUserAsync_WhenFoundBefore_AnswersFromMemory()
    {
        await FindUserAsync();
        await _store.RunAsync("UPDATE users SET name = 'beneath'");

        Assert.That((await FindUserAsync())?.User.Name, Is.EqualTo(Samples.User.Name));
    }

    [Test]
    public async Task FindUserAsync_WhenDisabled_ShowsItOnceItIsCommitted()
    {
        await FindUserAsync();

        await _store.ChangeAsync<IUserRepository>(users => users.UpdateAsync(Samples.User with { DisabledAt = Samples.Now }, CancellationToken.None));

        Assert.That((await FindUserAsync())?.User.DisabledAt, Is.EqualTo(Samples.Now));
    }

    [TestCaseSource(nameof(RoleChanges))]
    public async Task FindUserAsync_WhenTheRoleChanges_ShowsItOnceItIsCommitted(Func<IMemberRepository, Task> change, Role? role)
    {
        Assert.That((await FindUserAsync())?.Roles.Values, Is.EqualTo(new[] { Role.Admin }));

        await _store.ChangeAsync(change);

        Assert.That((await FindUserAsync())?.Roles.Values, Is.EqualTo(role is null ? [] : new[] { role }));
    }

    [Test]
    public async Task HasOrganizationAsync_WhenFoundedAfterTheQuestion_SaysSoAtOnce()
    {
        var founded = Samples.Organization with { OrganizationId = Guid.NewGuid(), SubDomain = "later" };
        Assert.That(await HasOrganizationAsync(founded), Is.False);

        await _store.UseAsync<IOrganizationRepository>(kept => kept.AddAsync(founded, CancellationToken.None));

        Assert.That(await HasOrganizationAsync(founded), Is.True);
        Assert.That(await HasOrganizationAsync(Samples.Organization), Is.True);
    }

    private static TestCaseData Case(string name, Func<ITokenRepository, Token, Task> change) => new(change) { TestName = $"{{m}}({name})" };

    private static TestCaseData RoleCase(string name, Func<IMemberRepository, Task> change, Role? role) =>
        new(change, role) { TestName = $"{{m}}({name})" };

    private static Task<int> RevokeAllAsync(ITokenRepository tokens, TokenSelection which) =>
        tokens.RevokeAllAsync(which, Guid.NewGuid(), Samples.Now, "test", CancellationToken.None);

    private void Trust() => _store.Get<SnapshotCache>().NoteCompared(_store.Clock.GetTimestamp());

    private async Task<Token?> FindAsync() => (await _store.Get<ISnapshots>().FindTokenAsync(_hash, CancellationToken.None))?.Token;

    private async Task<UserStanding?> FindUserAsync() => await _store.Get<ISnapshots>().FindUserAsync(Samples.User.UserId, CancellationToken.None);

    private async Task<bool> HasOrganizationAsync(Organization organization) =>
        await _store.Get<ISnapshots>().HasOrganizationAsync(organization.OrganizationId, CancellationToken.None);
}
