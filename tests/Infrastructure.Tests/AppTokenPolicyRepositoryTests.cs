using System.Data.Common;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Infrastructure.Persistence.Dialects;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

[TestFixtureSource(typeof(Engines))]
internal sealed class AppTokenPolicyRepositoryTests(Engine engine)
{
    private TestStore _store = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.CreateRecordingAsync(engine);
        await Samples.AddAsync(_store);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task FindGoverningAsync_WhenEverythingIsSet_GivesItBack()
    {
        var policy = Samples.NewPolicy(Samples.App.AppId) with
        {
            MaxTtlDays = 30,
            MaxLiveTokens = 0,
            AllowedPermissions = ["a:read", "b:*"],
            DefaultRateLimitRps = 1,
            MaxRateLimitRps = 2,
            RequiresAdminApproval = true,
            Description = "Strict",
            CreatedBy = Guid.NewGuid(),
            UpdatedAt = Samples.Now.AddDays(1),
            Version = 4,
        };
        await AddAsync(policy);

        Assert.That(await FindAsync(), Is.EqualTo(policy).UsingPropertiesComparer());
    }

    [Test]
    public async Task FindGoverningAsync_WhenEverythingIsNull_GivesItBack()
    {
        var policy = Samples.NewPolicy(appId: null);
        await AddAsync(policy);

        Assert.That(await FindAsync(), Is.EqualTo(policy).UsingPropertiesComparer());
    }

    [Test]
    public async Task FindGoverningAsync_WhenNothingIsAllowed_IsNotAnything()
    {
        await AddAsync(Samples.NewPolicy(appId: null) with { AllowedPermissions = [] });

        Assert.That((await FindAsync())?.AllowedPermissions, Is.Not.Null.And.Empty);
    }

    [Test]
    public async Task FindGoverningAsync_WhenAppHasItsOwn_PrefersItToTheDefault()
    {
        var (general, own) = (Samples.NewPolicy(appId: null), Samples.NewPolicy(Samples.App.AppId));
        await AddAsync(general);
        await AddAsync(own);

        Assert.That((await FindAsync())?.PolicyId, Is.EqualTo(own.PolicyId));
        Assert.That((await FindAsync(appId: Guid.NewGuid()))?.PolicyId, Is.EqualTo(general.PolicyId));
    }

    [Test]
    public async Task FindGoverningAsync_WhenOrganizationIsAnother_FindsNothing()
    {
        await AddAsync(Samples.NewPolicy(appId: null));
        await AddAsync(Samples.NewPolicy(Samples.App.AppId));

        Assert.That(await FindAsync(organizationId: Guid.NewGuid()), Is.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task AddAsync_WhenPlaceIsTaken_Throws(bool ofApp)
    {
        var appId = ofApp ? Samples.App.AppId : (Guid?)null;
        await AddAsync(Samples.NewPolicy(appId));

        Assert.That(() => AddAsync(Samples.NewPolicy(appId)), Throws.InstanceOf<DbException>().With.Matches<DbException>(failure => StoreFaults.Of(failure) == StoreFault.Duplicate));
    }

    private Task AddAsync(AppTokenPolicy policy) =>
        _store.UseAsync<IAppTokenPolicyRepository>(kept => kept.AddAsync(policy, CancellationToken.None));

    private Task<AppTokenPolicy?> FindAsync(Guid? organizationId = null, Guid? appId = null) =>
        _store.UseAsync<IAppTokenPolicyRepository, AppTokenPolicy?>(kept => kept.FindGoverningAsync(
            organizationId ?? Samples.Organization.OrganizationId, appId ?? Samples.App.AppId, CancellationToken.None));
}
