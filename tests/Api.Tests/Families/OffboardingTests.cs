using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Families;

/// <summary>More tokens end together than one transaction tells of.</summary>
public sealed class OffboardingTests
{
    private const int Count = 2500;

    private PlatformServer _server = null!;
    private Place _place = null!;

    // Of its own: the tests wait until nothing is left to tell.
    [SetUp]
    public async Task Start()
    {
        _server = new PlatformServer();
        _place = await _server.PlaceAsync();
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task App_WhenDeleted_EndsAllAtOnceAndTellsOfEach()
    {
        Add(null);

        (await _server.Admin.DeleteAsync(_place.App)).Expect(204);

        Assert.That(Live(), Is.Zero);
        await AssertToldAsync("app.deleted", "app_deleted");
    }

    [Test]
    public async Task Member_WhenRemoved_EndsTheirTokensThereAndTellsOfEach()
    {
        var member = await _server.UserAsync(_place, Role.Developer);
        var id = (await member.GetAsync("/v1/me")).Value("user.user_id")!;
        Add(id);

        (await _server.Admin.DeleteAsync($"{_place.Organization}/members/{id}")).Expect(204);

        Assert.That(Live(), Is.Zero);
        (await member.GetAsync("/v1/me")).Expect(200);
        await AssertToldAsync("member.removed", "member_removed");
    }

    [Test]
    public async Task User_WhenDisabled_EndsTheirTokensEverywhereAndTellsOfEach()
    {
        var member = await _server.UserAsync(_place, Role.Developer);
        var id = (await member.GetAsync("/v1/me")).Value("user.user_id")!;
        Add(id);

        (await _server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{id}", """{"disabled":true}""")).Expect(200);

        Assert.That(Live(), Is.Zero);
        (await member.GetAsync("/v1/me")).Expect(401);
        await AssertToldAsync(null, "user_disabled");
    }

    [Test]
    public async Task Rest_WhenSeveralTellIt_IsToldOnce()
    {
        Add(null);
        (await _server.Admin.DeleteAsync(_place.App)).Expect(204);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(FinishAsync)));

        await AssertToldAsync("app.deleted", "app_deleted");
    }

    private void Add(string? userId)
    {
        using var database = _server.OpenSqlite();
        ManyTokens.Add(database, _place.OrganizationId, _place.AppId, Count, TimeProvider.System.GetUtcNow(), userId: userId);
    }

    private long Live()
    {
        using var database = _server.OpenSqlite();
        return ManyTokens.Count(database, "SELECT COUNT(*) FROM tokens WHERE kind = 'app' AND revoked_at IS NULL");
    }

    private async Task FinishAsync()
    {
        await using var scope = _server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IUnfinishedWork>().FinishAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None);
    }

    private async Task AssertToldAsync(string? cause, string reason)
    {
        await FinishAsync();
        using var database = _server.OpenSqlite();
        var events = AuditTrail.Of(database, _place.OrganizationId);
        var revoked = events.Where(audited => audited.Entry.Action == "app_token.revoked").ToList();
        Assert.That(revoked, Has.Count.EqualTo(Count));
        Assert.That(revoked.Select(audited => audited.Entry.Target.Id), Is.Unique);
        Assert.That(revoked.Select(audited => audited.Entry.Changes), Is.All.Contains(reason));
        Assert.That(revoked.Select(audited => (audited.Actor, audited.RequestId)).Distinct().Count(), Is.EqualTo(1));
        Assert.That(revoked[0].Actor.Type, Is.EqualTo("user"));
        if (cause is not null)
        {
            var order = events.Single(audited => audited.Entry.Action == cause);
            Assert.That((order.Actor, order.RequestId), Is.EqualTo((revoked[0].Actor, revoked[0].RequestId)));
        }

        Assert.That(ManyTokens.Count(database, "SELECT COUNT(*) FROM revocations"), Is.Zero);
        AuditTrail.AssertIntact(database, _place.OrganizationId);
        AuditTrail.AssertIntact(database, AuditChain.Platform.ToString());
    }
}
