using MediatR;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.AppTokens;
using TokenPlatform.Application.AppTokens.Create;
using TokenPlatform.Application.AppTokens.List;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Caching;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

/// <summary>How often SQL Server is asked, as its driver counts: each time costs the way there and back.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.SqlServerOnly))]
internal sealed class RoundTripTests(Engine engine)
{
    private static readonly TokenSecret s_secret = TokenSecret.Generate(SecretKind.Personal);

    private TestStore _store = null!;

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.CreateAsync(engine);
        await Samples.AddAsync(_store);
        await _store.UseAsync<IMemberRepository>(kept => kept.AddAsync(
            new Membership(Samples.Organization.OrganizationId, Samples.User.UserId, Role.Admin, Samples.Now), CancellationToken.None));
        await _store.UseAsync<ITokenRepository>(kept => kept.AddAsync(
            Samples.NewBareToken() with { Kind = TokenKind.Personal, UserId = Samples.User.UserId }, s_secret.Hash(), CancellationToken.None));
        await _store.UseAsync<IAppTokenPolicyRepository>(kept => kept.AddAsync(
            Samples.NewPolicy(Samples.App.AppId) with { MaxLiveTokens = 10 }, CancellationToken.None));
        await OpenChainAsync();
        await _store.UseAsync<SnapshotCache>(TrustCacheAsync);
        TakeRoundTrips();
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Verify_WhenNothingIsInMemory_TakesOne()
    {
        var holder = await FindHolderAsync();

        Assert.That(holder?.User?.RoleIn(Samples.Organization.OrganizationId), Is.SameAs(Role.Admin));
        Assert.That(TakeRoundTrips(), Is.EqualTo(1));
    }

    [Test]
    public async Task Verify_WhenAllIsInMemory_TakesNone()
    {
        await FindHolderAsync();
        TakeRoundTrips();

        Assert.That(await FindHolderAsync(), Is.Not.Null);
        Assert.That(TakeRoundTrips(), Is.Zero);
    }

    [Test]
    public async Task List_WhenCallerIsInMemory_TakesTwoAtMost()
    {
        Assert.That((await SendAsync(new ListAppTokensQuery(OrganizationId, AppId))).IsSuccess);
        Assert.That(TakeRoundTrips(), Is.LessThanOrEqualTo(2));
    }

    [TestCase(AppTokenTypes.Pat)]
    [TestCase(AppTokenTypes.Service)]
    public async Task Create_WhenCallerIsInMemory_TakesSixAtMost(string type)
    {
        var created = await SendAsync(new CreateAppTokenCommand(OrganizationId, AppId) { Name = Sent("name", "x"), TokenType = Sent("token_type", type) });

        Assert.That(created.Error, Is.Null);
        Assert.That(TakeRoundTrips(), Is.LessThanOrEqualTo(6));
    }

    private static ResourceId OrganizationId => new(Samples.Organization.OrganizationId.ToString());

    private static ResourceId AppId => new(Samples.App.AppId.ToString());

    private static Input<string> Sent(string field, string value) =>
        Input<string>.Of(new InputSite(["body", field], () => "\"sent\"", new InputSite(["body"], () => "{}", null)), value);

    private Task TrustCacheAsync(SnapshotCache cache)
    {
        cache.NoteCompared(_store.Clock.GetTimestamp());
        return Task.CompletedTask;
    }

    private long TakeRoundTrips() => ((CountingDialect)_store.Dialect).TakeRoundTrips();

    private Task<TokenHolder?> FindHolderAsync() =>
        _store.UseAsync<TokenVerifier, TokenHolder?>(verifier => verifier.FindAsync(s_secret.Reveal(), CancellationToken.None).AsTask());

    private async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request)
    {
        var holder = await FindHolderAsync();
        TakeRoundTrips();
        await using var scope = _store.NewScope();
        scope.ServiceProvider.GetRequiredService<RequestContext>().Caller = new Caller(holder!, Address: null, "/", IsForeignWrite: false);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private async Task OpenChainAsync()
    {
        await using var scope = _store.NewScope();
        var audit = scope.ServiceProvider.GetRequiredService<IAuditTrail>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync<Result<int>>(
            AuditChain.Platform,
            async token =>
            {
                await audit.OpenChainAsync(Samples.Organization.OrganizationId, token);
                audit.Append(new AuditEntry("organization.created", new AuditTarget("organization", Samples.Organization.OrganizationId), AuditChanges.None));
                return 1;
            },
            CancellationToken.None);
    }
}
