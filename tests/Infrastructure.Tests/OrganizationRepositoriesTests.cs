using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

/// <summary>Organizations, apps, users and memberships.</summary>
[TestFixtureSource(typeof(Engines))]
internal sealed class OrganizationRepositoriesTests(Engine engine)
{
    private static readonly Organization s_other = new(Guid.NewGuid(), "Other", "other", Samples.Now);

    private TestStore _store = null!;

    [SetUp]
    public async Task Open() => _store = await TestStore.CreateRecordingAsync(engine);

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task AnyAsync_WhenOneIsAdded_IsTrue()
    {
        Assert.That(await _store.UseAsync<IOrganizationRepository, bool>(kept => kept.AnyAsync(CancellationToken.None)), Is.False);
        await Samples.AddAsync(_store);

        Assert.That(await _store.UseAsync<IOrganizationRepository, bool>(kept => kept.AnyAsync(CancellationToken.None)));
    }

    [Test]
    public async Task FindAsync_WhenOrganizationIsKept_GivesItBack()
    {
        await Samples.AddAsync(_store);

        Assert.That(
            await _store.UseAsync<IOrganizationRepository, Organization?>(kept =>
                kept.FindAsync(Samples.Organization.OrganizationId, CancellationToken.None)),
            Is.EqualTo(Samples.Organization));
    }

    [TestCase("acme", true)]
    [TestCase("acm", false)]
    public async Task IsSubDomainTakenAsync_WhenOneIsKept_TellsIt(string subDomain, bool taken)
    {
        await Samples.AddAsync(_store);

        Assert.That(
            await _store.UseAsync<IOrganizationRepository, bool>(kept => kept.IsSubDomainTakenAsync(subDomain, CancellationToken.None)),
            Is.EqualTo(taken));
    }

    [Test]
    public async Task ListAsync_WhenOrganizationsArePaged_ShowsEachOnceNewestFirst()
    {
        await AddTwoAsync();

        var first = await ListAsync(take: 1);
        var second = await ListAsync(before: first.Single().Position, take: 5);

        Assert.That(first.Concat(second).Select(listed => listed.Item), Is.EqualTo(new[] { s_other, Samples.Organization }));
    }

    [Test]
    public async Task ListAsync_WhenOrganizationsAreFiltered_ShowsThoseOnly()
    {
        await AddTwoAsync();
        await AddMembershipAsync(s_other.OrganizationId, Role.Viewer);

        Assert.That((await ListAsync(onlyOf: Samples.User.UserId)).Select(listed => listed.Item), Is.EqualTo(new[] { s_other }));
        Assert.That(
            (await ListAsync(onlyOrganizationId: Samples.Organization.OrganizationId)).Select(listed => listed.Item),
            Is.EqualTo(new[] { Samples.Organization }));
    }

    [Test]
    public async Task FindAsync_WhenAppIsKept_GivesItBackToItsOrganizationOnly()
    {
        await Samples.AddAsync(_store);

        Assert.That(await FindAppAsync(Samples.Organization.OrganizationId), Is.EqualTo(Samples.App));
        Assert.That(await FindAppAsync(Guid.NewGuid()), Is.Null);
    }

    [Test]
    public async Task ListAsync_WhenAppsArePaged_ShowsEachOnceNewestFirst()
    {
        await AddTwoAsync();
        var newer = Samples.App with { AppId = Guid.NewGuid(), Description = "Newer" };
        await AddAppAsync(newer);
        await AddAppAsync(Samples.App with { AppId = Guid.NewGuid(), OrganizationId = s_other.OrganizationId });

        var first = await ListAppsAsync(null, 1);
        var second = await ListAppsAsync(first.Single().Position, 5);

        Assert.That(first.Concat(second).Select(listed => listed.Item), Is.EqualTo(new[] { newer, Samples.App }));
    }

    [Test]
    public async Task FindStandingAsync_WhenUserIsMember_KnowsEveryRole()
    {
        await AddTwoAsync();
        await AddMembershipAsync(Samples.Organization.OrganizationId, Role.Operator);
        await AddMembershipAsync(s_other.OrganizationId, Role.Admin);

        var standing = await _store.UseAsync<IUserRepository, UserStanding?>(kept =>
            kept.FindStandingAsync(Samples.User.UserId, CancellationToken.None));
        Assert.That(standing?.User, Is.EqualTo(Samples.User));
        Assert.That(standing?.RoleIn(Samples.Organization.OrganizationId), Is.SameAs(Role.Operator));
        Assert.That(standing?.RoleIn(s_other.OrganizationId), Is.SameAs(Role.Admin));
        Assert.That(standing?.RoleIn(Guid.NewGuid()), Is.Null);
    }

    [Test]
    public async Task FindStandingAsync_WhenUserIsUnknown_FindsNothing()
    {
        await Samples.AddAsync(_store);

        Assert.That(
            await _store.UseAsync<IUserRepository, UserStanding?>(kept => kept.FindStandingAsync(Guid.NewGuid(), CancellationToken.None)),
            Is.Null);
    }

    [Test]
    public async Task ListMembershipsAsync_WhenUserIsMember_ShowsOldestFirst()
    {
        await AddTwoAsync();
        await AddMembershipAsync(s_other.OrganizationId, Role.Viewer);
        await AddMembershipAsync(Samples.Organization.OrganizationId, Role.Developer);

        Assert.That(
            await _store.UseAsync<IUserRepository, IReadOnlyList<(Organization, Role)>>(kept =>
                kept.ListMembershipsAsync(Samples.User.UserId, CancellationToken.None)),
            Is.EqualTo(new[] { (s_other, Role.Viewer), (Samples.Organization, Role.Developer) }));
    }

    [Test]
    public async Task FindFirstPlatformAdministratorAsync_WhenThereAreSeveral_FindsTheOldest()
    {
        await Samples.AddAsync(_store);
        var first = new User(Guid.NewGuid(), "first@example.com", "First", IsPlatformAdmin: true, Samples.Now);
        await AddUserAsync(first);
        await AddUserAsync(first with { UserId = Guid.NewGuid(), Email = "second@example.com" });

        Assert.That(
            await _store.UseAsync<IUserRepository, User?>(kept => kept.FindFirstPlatformAdministratorAsync(CancellationToken.None)),
            Is.EqualTo(first));
    }

    [Test]
    public async Task FindFirstAsync_WhenOldestAppIsDeleted_FindsTheNext()
    {
        await AddTwoAsync();
        var second = Samples.App with { AppId = Guid.NewGuid(), OrganizationId = s_other.OrganizationId };
        await AddAppAsync(second);
        await AddAppAsync(Samples.App with { AppId = Guid.NewGuid() });
        Assert.That(await FindFirstAppAsync(), Is.EqualTo(Samples.App));

        await _store.UseAsync<IAppRepository>(kept => kept.DeleteAsync(Samples.App.AppId, Samples.Now, CancellationToken.None));

        Assert.That(await FindFirstAppAsync(), Is.EqualTo(second));
    }

    private async Task AddTwoAsync()
    {
        await Samples.AddAsync(_store);
        await _store.UseAsync<IOrganizationRepository>(kept => kept.AddAsync(s_other, CancellationToken.None));
    }

    private Task AddAppAsync(App app) => _store.UseAsync<IAppRepository>(kept => kept.AddAsync(app, CancellationToken.None));

    private Task AddUserAsync(User user) => _store.UseAsync<IUserRepository>(kept => kept.AddAsync(user, "hash", CancellationToken.None));

    private Task AddMembershipAsync(Guid organizationId, Role role) => _store.UseAsync<IMemberRepository>(kept =>
        kept.AddAsync(new Membership(organizationId, Samples.User.UserId, role, Samples.Now), CancellationToken.None));

    private Task<App?> FindAppAsync(Guid organizationId) =>
        _store.UseAsync<IAppRepository, App?>(kept => kept.FindAsync(organizationId, Samples.App.AppId, CancellationToken.None));

    private Task<App?> FindFirstAppAsync() =>
        _store.UseAsync<IAppRepository, App?>(kept => kept.FindFirstAsync(CancellationToken.None));

    private Task<IReadOnlyList<Positioned<App>>> ListAppsAsync(long? before, int take) =>
        _store.UseAsync<IAppRepository, IReadOnlyList<Positioned<App>>>(kept =>
            kept.ListAsync(Samples.Organization.OrganizationId, before, take, CancellationToken.None));

    private Task<IReadOnlyList<Positioned<Organization>>> ListAsync(
        Guid? onlyOf = null, Guid? onlyOrganizationId = null, long? before = null, int take = 10) =>
        _store.UseAsync<IOrganizationRepository, IReadOnlyList<Positioned<Organization>>>(kept =>
            kept.ListAsync(onlyOf, onlyOrganizationId, before, take, CancellationToken.None));
}
