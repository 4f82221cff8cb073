using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

[TestFixtureSource(typeof(Engines))]
internal sealed class UnitOfWorkTests(Engine engine)
{
    private TestStore _store = null!;

    [SetUp]
    public async Task Open() => _store = await TestStore.CreateAsync(engine);

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task ExecuteAsync_WhenWorkSucceeds_KeepsChangeAndEvents()
    {
        var result = await WriteAsync(AuditChain.Platform, "thing.made", "thing.painted");

        var events = await ReadChainAsync(AuditChain.Platform);
        Assert.That(result.IsSuccess);
        Assert.That(await CountOrganizationsAsync(), Is.EqualTo(1));
        Assert.That(events.Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "thing.made", "thing.painted" }));
        AssertIntact(events);
    }

    [Test]
    public async Task ExecuteAsync_WhenEventsAreReadBack_TheySayWhoDidWhat()
    {
        await WriteAsync(AuditChain.Platform, "thing.made");

        var audited = (await ReadChainAsync(AuditChain.Platform)).Single();
        Assert.That(audited.Actor, Is.EqualTo(AuditActor.System));
        Assert.That(audited.RequestId, Is.EqualTo("request-1"));
        Assert.That(audited.OccurredAt, Is.EqualTo(Samples.Now));
        Assert.That(audited.Entry, Is.EqualTo(EntryOf("thing.made")));
    }

    [Test]
    public async Task ExecuteAsync_WhenWorkFails_ChangesNothing()
    {
        var result = await RunAsync(AuditChain.Platform, async (provider, _) =>
        {
            await AddOrganizationAsync(provider);
            provider.GetRequiredService<IAuditTrail>().Append(EntryOf("thing.made"));
            return new ConflictError("No");
        });

        Assert.That(result.Error, Is.EqualTo(new ConflictError("No")));
        await AssertNothingChangedAsync();
    }

    [Test]
    public async Task ExecuteAsync_WhenWorkThrows_ChangesNothing()
    {
        Assert.That(
            () => RunAsync(AuditChain.Platform, async (provider, _) =>
            {
                await AddOrganizationAsync(provider);
                provider.GetRequiredService<IAuditTrail>().Append(EntryOf("thing.made"));
                throw new TimeoutException();
            }),
            Throws.TypeOf<TimeoutException>());

        await AssertNothingChangedAsync();
    }

    [Test]
    public async Task ExecuteAsync_WhenNoEventIsNoted_ChangesNothing()
    {
        var result = await RunAsync(AuditChain.Platform, async (provider, _) =>
        {
            await AddOrganizationAsync(provider);
            return 1;
        });

        Assert.That(result.IsSuccess);
        await AssertNothingChangedAsync();
    }

    [Test]
    public async Task ExecuteAsync_WhenCommitFails_TellsWhyAndChangesNothing()
    {
        if (engine != Engine.Sqlite)
        {
            Assert.Ignore("SQL Server judges references with the statement, never on commit");
        }

        Assert.That(
            () => RunAsync(AuditChain.Platform, async (provider, token) =>
            {
                // A broken reference that is looked at only on commit.
                var session = provider.GetRequiredService<DbSession>();
                await session.ExecuteAsync("PRAGMA defer_foreign_keys = ON", null, token);
                await provider.GetRequiredService<IAppRepository>().AddAsync(Samples.App, token);
                provider.GetRequiredService<IAuditTrail>().Append(EntryOf("thing.made"));
                return 1;
            }),
            Throws.TypeOf<SqliteException>());

        await AssertNothingChangedAsync();
    }

    [Test]
    public async Task ExecuteAsync_WhenScopeFailedBefore_StartsAfresh()
    {
        await using var scope = _store.NewScope();
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var audit = scope.ServiceProvider.GetRequiredService<IAuditTrail>();
        await unitOfWork.ExecuteAsync(AuditChain.Platform, _ => Task.FromResult(Note("thing.lost", new ConflictError("No"))), CancellationToken.None);

        await unitOfWork.ExecuteAsync(AuditChain.Platform, _ => Task.FromResult(Note("thing.made", 1)), CancellationToken.None);

        var events = await ReadChainAsync(AuditChain.Platform);
        Assert.That(events.Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "thing.made" }));
        AssertIntact(events);

        Result<int> Note(string action, Result<int> result)
        {
            audit.Append(EntryOf(action));
            return result;
        }
    }

    [Test]
    public void ExecuteAsync_WhenChainIsUnknown_Throws() =>
        Assert.That(() => WriteAsync(Guid.NewGuid(), "thing.made"), Throws.InvalidOperationException);

    [Test]
    public void Append_WhenChainIsNotHeld_Throws() =>
        Assert.That(
            () => RunAsync(AuditChain.Platform, (provider, _) =>
            {
                provider.GetRequiredService<IAuditTrail>().Append(Guid.NewGuid(), EntryOf("thing.made"));
                return Task.FromResult<Result<int>>(1);
            }),
            Throws.InvalidOperationException);

    [Test]
    public async Task ExecuteAsync_WhenManyWriteAtOnce_ChainHasNoGap()
    {
        const int Writers = 64;
        await Task.WhenAll(Enumerable.Range(1, Writers).Select(writer =>
            Task.Run(() => RunAsync(AuditChain.Platform, (provider, _) =>
            {
                provider.GetRequiredService<IAuditTrail>().Append(EntryOf($"thing.made_{writer}"));
                return Task.FromResult<Result<int>>(writer);
            }))));

        var events = await ReadChainAsync(AuditChain.Platform);
        Assert.That(events.Select(audited => audited.Sequence), Is.EqualTo(Enumerable.Range(1, Writers)));
        Assert.That(events.Select(audited => audited.Entry.Action), Is.Unique);
        AssertIntact(events);
    }

    [Test]
    public async Task ExecuteAsync_WhenTwoOrganizationsWrite_ChainsAreIndependent()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await OpenChainAsync(one);
        await OpenChainAsync(other);

        await WriteAsync(one, "one.second");
        await WriteAsync(other, "other.second", "other.third");
        await WriteAsync(one, "one.third");

        var (ofOne, ofOther) = (await ReadChainAsync(one), await ReadChainAsync(other));
        Assert.That(ofOne.Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "chain.opened", "one.second", "one.third" }));
        Assert.That(ofOther.Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "chain.opened", "other.second", "other.third" }));
        Assert.That(await ReadChainAsync(AuditChain.Platform), Has.Count.EqualTo(2));
        AssertIntact(ofOne);
        AssertIntact(ofOther);
    }

    [Test]
    public async Task IsHashed_WhenTheEventWasChanged_IsFalse()
    {
        await WriteAsync(AuditChain.Platform, "thing.made", "thing.painted");
        await using (var connection = await _store.OpenAsync())
        {
            await connection.ExecuteAsync("UPDATE audit_events SET action = 'thing.stolen' WHERE sequence = 1");
        }

        Assert.That((await ReadChainAsync(AuditChain.Platform)).Select(IsHashed), Is.EqualTo(new[] { false, true }));
    }

    [TestCase(2, true)]
    [TestCase(3, false)]
    public async Task ExecuteAsync_WhenStoreGivesUp_RunsTheWholeWorkThreeTimesAtMost(int givesUp, bool succeeds)
    {
        var attempts = 0;
        Task<Result<int>> WriteAsync() => RunAsync(AuditChain.Platform, async (provider, _) =>
        {
            await AddOrganizationAsync(provider);
            provider.GetRequiredService<IAuditTrail>().Append(EntryOf($"thing.made_{++attempts}"));
            return attempts <= givesUp ? throw new StoreUnavailableException(new TimeoutException(), isPassing: true) : attempts;
        });

        if (succeeds)
        {
            Assert.That((await WriteAsync()).IsSuccess);
            Assert.That((await ReadChainAsync(AuditChain.Platform)).Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "thing.made_3" }));
            Assert.That(await CountOrganizationsAsync(), Is.EqualTo(1));
        }
        else
        {
            Assert.That(WriteAsync, Throws.TypeOf<StoreUnavailableException>());
            await AssertNothingChangedAsync();
        }

        Assert.That(attempts, Is.EqualTo(3));
    }

    [Test]
    public void ExecuteAsync_WhenStoreIsAway_IsNotRepeated()
    {
        var attempts = 0;
        Assert.That(
            () => RunAsync(AuditChain.Platform, (_, _) =>
            {
                attempts++;
                throw new StoreUnavailableException(new TimeoutException(), isPassing: false);
            }),
            Throws.TypeOf<StoreUnavailableException>());
        Assert.That(attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task ExecuteAsync_WhenValueIsTaken_IsAConflictAndChangesNothing()
    {
        var result = await RunAsync(AuditChain.Platform, async (provider, token) =>
        {
            var kept = provider.GetRequiredService<IOrganizationRepository>();
            provider.GetRequiredService<IAuditTrail>().Append(EntryOf("thing.made"));
            await kept.AddAsync(Samples.Organization, token);
            await kept.AddAsync(Samples.Organization with { OrganizationId = Guid.NewGuid() }, token);
            return 1;
        });

        Assert.That(result.Error, Is.TypeOf<ConflictError>());
        await AssertNothingChangedAsync();
    }

    [Test]
    public async Task ExecuteAsync_WhenWritesWaitInACircle_BothAreDone()
    {
        if (engine == Engine.Sqlite)
        {
            Assert.Ignore("SQLite has one writer: there is no circle to wait in");
        }

        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await OpenChainAsync(one);
        await OpenChainAsync(other);
        using var met = new Barrier(2);
        var attempts = 0;

        var results = await Task.WhenAll(HoldBothAsync(one, other), HoldBothAsync(other, one));

        Assert.That(results.Select(result => result.Error), Is.All.Null);
        Assert.That(attempts, Is.GreaterThan(2));
        foreach (var chain in new[] { one, other })
        {
            var events = await ReadChainAsync(chain);
            Assert.That(events.Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "chain.opened", "thing.made" }));
            AssertIntact(events);
        }

        Task<Result<int>> HoldBothAsync(Guid first, Guid second) => Task.Run(() => RunAsync(first, async (provider, token) =>
        {
            if (Interlocked.Increment(ref attempts) <= 2)
            {
                met.SignalAndWait(TimeSpan.FromSeconds(30), token);
            }

            await provider.GetRequiredService<IUnitOfWork>().AlsoHoldAsync(second, token);
            provider.GetRequiredService<IAuditTrail>().Append(EntryOf("thing.made"));
            return 1;
        }));
    }

    private static AuditEntry EntryOf(string action) => new(action, new AuditTarget("thing", Samples.App.AppId), AuditChanges.None);

    private static async Task AddOrganizationAsync(IServiceProvider provider) =>
        await provider.GetRequiredService<IOrganizationRepository>()
            .AddAsync(Samples.Organization with { OrganizationId = Guid.NewGuid(), SubDomain = Guid.NewGuid().ToString() }, CancellationToken.None);

    private static bool IsHashed(AuditEvent audited) => AuditChain.HashOf(audited, AuditKey.None).SequenceEqual(audited.Hash);

    private static void AssertIntact(IReadOnlyList<AuditEvent> events)
    {
        var previous = events.Select(audited => audited.Hash).Prepend(AuditHead.Empty.Hash).SkipLast(1);
        Assert.That(events.Select(audited => audited.Sequence), Is.EqualTo(Enumerable.Range(1, events.Count)));
        Assert.That(events.Select(audited => audited.PreviousHash), Is.EqualTo(previous));
        Assert.That(events.All(IsHashed));
    }

    private async Task<Result<int>> RunAsync(Guid chainId, Func<IServiceProvider, CancellationToken, Task<Result<int>>> work)
    {
        await using var scope = _store.NewScope();
        scope.ServiceProvider.GetRequiredService<RequestContext>().RequestId = "request-1";
        return await scope.ServiceProvider.GetRequiredService<IUnitOfWork>()
            .ExecuteAsync(chainId, token => work(scope.ServiceProvider, token), CancellationToken.None);
    }

    private Task<Result<int>> WriteAsync(Guid chainId, params string[] actions) => RunAsync(chainId, async (provider, _) =>
    {
        await AddOrganizationAsync(provider);
        foreach (var action in actions)
        {
            provider.GetRequiredService<IAuditTrail>().Append(EntryOf(action));
        }

        return actions.Length;
    });

    private Task<Result<int>> OpenChainAsync(Guid chainId) => RunAsync(AuditChain.Platform, async (provider, token) =>
    {
        var audit = provider.GetRequiredService<IAuditTrail>();
        await audit.OpenChainAsync(chainId, token);
        audit.Append(chainId, EntryOf("chain.opened"));
        audit.Append(EntryOf("chain.opened"));
        return 1;
    });

    private async Task<IReadOnlyList<AuditEvent>> ReadChainAsync(Guid chainId)
    {
        await using var connection = await _store.OpenAsync();
        var rows = await connection.QueryAsync<AuditEventRow>(
            "SELECT * FROM audit_events WHERE chain_id = @ChainId ORDER BY sequence", new { ChainId = chainId });
        return
        [
            .. rows.Select(row => new AuditEvent
            {
                EventId = row.EventId,
                ChainId = row.ChainId,
                Sequence = row.Sequence,
                OccurredAt = row.OccurredAt,
                Actor = new AuditActor(row.ActorType, row.ActorId, row.ActorTokenId, row.ActorIpAddress),
                RequestId = row.RequestId,
                Entry = new AuditEntry(row.Action, new AuditTarget(row.TargetType, row.TargetId), row.Changes),
                PreviousHash = row.PreviousHash,
                Hash = row.Hash,
            }),
        ];
    }

    private async Task<int> CountOrganizationsAsync()
    {
        await using var connection = await _store.OpenAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM organizations");
    }

    private async Task AssertNothingChangedAsync()
    {
        Assert.That(await CountOrganizationsAsync(), Is.Zero);
        Assert.That(await ReadChainAsync(AuditChain.Platform), Is.Empty);
        await using var connection = await _store.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT MAX(sequence) FROM chains"), Is.Zero);
    }
}
