using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

[TestFixtureSource(typeof(Engines))]
internal sealed class GovernanceRepositoriesTests(Engine engine)
{
    private static readonly AuditActor s_actor = new("user", Guid.NewGuid(), Guid.NewGuid(), "192.0.2.7");

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
    public async Task Run_WhenReadBack_HasWhatIsEnforced()
    {
        var run = NewRun();
        await RunsAsync(runs => runs.AddAsync(run, default));
        await RunsAsync(runs => runs.UpdateCountsAsync(run with { Shortened = 1, Lowered = 2, Revoked = 3 }, Samples.Now, default));

        var read = await _store.UseAsync<IPolicyRunRepository, PolicyRun?>(runs => runs.FindAsync(run.RunId, default));

        Assert.That(read! with { Policy = run.Policy }, Is.EqualTo(run with { Shortened = 1, Lowered = 2, Revoked = 3 }));
        Assert.That(read.Policy.AllowedPermissions, Is.EqualTo(run.Policy.AllowedPermissions));
        Assert.That(read.Policy with { AllowedPermissions = null }, Is.EqualTo(run.Policy with { AllowedPermissions = null }));
    }

    [Test]
    public async Task ListStalledAsync_WhenRunsAreUnderWay_KnowsThoseWithoutProgress()
    {
        var (stalled, busy, done) = (NewRun(), NewRun(), NewRun());
        foreach (var run in new[] { stalled, busy, done })
        {
            await RunsAsync(runs => runs.AddAsync(run, default));
        }

        await RunsAsync(runs => runs.UpdateCountsAsync(busy, Samples.Now.AddMinutes(2), default));
        await RunsAsync(runs => runs.FinishAsync(done.RunId, Samples.Now, default));

        var found = await _store.UseAsync<IPolicyRunRepository, IReadOnlyList<Guid>>(runs => runs.ListStalledAsync(Samples.Now.AddMinutes(1), 10, default));

        Assert.That(found, Is.EqualTo(new[] { stalled.RunId }));
    }

    [Test]
    public async Task Revocation_WhenMovedAndRemoved_IsToldThen()
    {
        var revocation = new Revocation(Guid.NewGuid(), AuditChain.Platform, "gone", Samples.Now, 5, s_actor, "request-1");
        await RevocationsAsync(kept => kept.AddAsync(revocation, default));
        await RevocationsAsync(kept => kept.MoveAsync(revocation.OperationId, 1000, default));
        Assert.That(await FindAsync(revocation.OperationId), Is.EqualTo(revocation with { ToldUpTo = 1000 }));
        Assert.That(await _store.UseAsync<IRevocationRepository, IReadOnlyList<Guid>>(kept => kept.ListAsync(1, default)), Is.EqualTo(new[] { revocation.OperationId }));

        await RevocationsAsync(kept => kept.RemoveAsync(revocation.OperationId, default));

        Assert.That(await FindAsync(revocation.OperationId), Is.Null);
    }

    [Test]
    public async Task IdempotencyKey_WhenKept_IsFoundWhileItLives()
    {
        var key = new KeptKey(Samples.NewHash(), Samples.NewHash(), Guid.NewGuid(), Samples.Now);
        var later = key with { TokenId = Guid.NewGuid(), CreatedAt = Samples.Now.AddDays(1) };
        await KeysAsync(keys => keys.KeepAsync(key, default));

        var found = await FindKeyAsync(key.KeyHash, Samples.Now - Samples.Microsecond);
        Assert.That((found!.BodyHash, found.TokenId, found.CreatedAt), Is.EqualTo((key.BodyHash, key.TokenId, key.CreatedAt)));
        Assert.That(await FindKeyAsync(key.KeyHash, Samples.Now), Is.Null);
        Assert.That(await FindKeyAsync(Samples.NewHash(), DateTimeOffset.MinValue), Is.Null);

        await KeysAsync(keys => keys.KeepAsync(later, default));
        Assert.That((await FindKeyAsync(key.KeyHash, Samples.Now))!.TokenId, Is.EqualTo(later.TokenId));
    }

    [Test]
    public async Task ListPendingAsync_WhenTokensAreInEveryState_HasThoseThatWait()
    {
        var waits = Samples.NewAppToken() with { Approval = ApprovalState.Pending };
        foreach (var token in new[]
        {
            waits,
            Samples.NewAppToken() with { Approval = ApprovalState.Pending, RevokedAt = Samples.Now },
            Samples.NewAppToken() with { Approval = ApprovalState.Pending, IssuedAt = Samples.Now - Token.ApprovalTimeout },
            Samples.NewAppToken() with { Approval = ApprovalState.Pending, ExpiresAt = Samples.Now },
            Samples.NewAppToken() with { Approval = ApprovalState.Approved },
            Samples.NewAppToken() with { Approval = ApprovalState.Rejected },
            Samples.NewAppToken(),
        })
        {
            await AddAsync(token);
        }

        var found = await _store.UseAsync<ITokenRepository, IReadOnlyList<Domain.Common.Positioned<Token>>>(
            tokens => tokens.ListPendingAsync(Samples.Organization.OrganizationId, Samples.Now, null, 10, default));

        Assert.That(found.Select(token => token.Item.TokenId), Is.EqualTo(new[] { waits.TokenId }));
    }

    [Test]
    public async Task Governed_WhenStreamedOrListed_IsTheSameAndLives()
    {
        var carries = Samples.NewAppToken() with
        {
            Limits = new TokenLimits { Permissions = ["a:read"], Scopes = ["b"], Rate = new RateLimit(3, 4) },
            ExpiresAt = Samples.Now.AddDays(1),
        };
        var waits = Samples.NewAppToken() with { Approval = ApprovalState.Pending };
        foreach (var token in new[] { carries, waits, Samples.NewAppToken() with { RevokedAt = Samples.Now }, Samples.NewAppToken() with { ExpiresAt = Samples.Now }, Samples.NewBareToken() })
        {
            await AddAsync(token);
        }

        foreach (var appId in new Guid?[] { Samples.App.AppId, null })
        {
            var streamed = await StreamAsync(appId);
            var listed = await _store.UseAsync<ITokenRepository, IReadOnlyList<Domain.Common.Positioned<Token>>>(
                tokens => tokens.ListGovernedAsync(Samples.Organization.OrganizationId, appId, Samples.Now, 0, long.MaxValue, 10, default));
            Assert.That(streamed.Select(token => token.TokenId), Is.EqualTo(new[] { carries.TokenId, waits.TokenId }));
            Assert.That(listed.Select(token => token.Item.TokenId), Is.EqualTo(new[] { carries.TokenId, waits.TokenId }));
            Assert.That(streamed[0].Carried, Is.EqualTo(new[] { "a:read", "b" }));
            Assert.That((streamed[0].ExpiresAt, streamed[0].Rate), Is.EqualTo((carries.ExpiresAt, carries.Limits.Rate)));
        }

        await _store.UseAsync<IAppTokenPolicyRepository>(policies => policies.AddAsync(Samples.NewPolicy(Samples.App.AppId), default));
        Assert.That(await StreamAsync(null), Is.Empty);
        Assert.That(await StreamAsync(Samples.App.AppId), Has.Count.EqualTo(2));
    }

    private static PolicyRun NewRun() => new()
    {
        RunId = Guid.NewGuid(),
        Policy = Samples.NewPolicy(Samples.App.AppId) with { MaxTtlDays = 7, AllowedPermissions = ["a:read"], MaxRateLimitRps = 5 },
        LastPosition = 9,
        Actor = s_actor,
        RequestId = "request-1",
        StartedAt = Samples.Now,
    };

    private Task RunsAsync(Func<IPolicyRunRepository, Task> use) => _store.UseAsync(use);

    private Task RevocationsAsync(Func<IRevocationRepository, Task> use) => _store.UseAsync(use);

    private Task KeysAsync(Func<IIdempotencyKeys, Task> use) => _store.UseAsync(use);

    private Task AddAsync(Token token) => _store.UseAsync<ITokenRepository>(kept => kept.AddAsync(token, Samples.NewHash(), default));

    private Task<Revocation?> FindAsync(Guid operationId) =>
        _store.UseAsync<IRevocationRepository, Revocation?>(kept => kept.FindAsync(operationId, default));

    private Task<KeptKey?> FindKeyAsync(byte[] hash, DateTimeOffset since) =>
        _store.UseAsync<IIdempotencyKeys, KeptKey?>(keys => keys.FindAsync(hash, since, default));

    private Task<List<LiveToken>> StreamAsync(Guid? appId) => _store.UseAsync<ITokenRepository, List<LiveToken>>(async tokens =>
    {
        var read = new List<LiveToken>();
        await foreach (var token in tokens.StreamGovernedAsync(Samples.Organization.OrganizationId, appId, Samples.Now, default))
        {
            read.Add(token);
        }

        return read;
    });
}
