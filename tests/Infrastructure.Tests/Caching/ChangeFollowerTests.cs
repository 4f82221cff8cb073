using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Caching;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests.Caching;

/// <summary>Two processes on one file: one changes things, the other follows.</summary>
internal sealed class ChangeFollowerTests
{
    private TestStore _changing = null!;
    private TestStore _following = null!;
    private Token _token = null!;
    private byte[] _hash = null!;

    private ChangeFollower Follower => _following.Get<IEnumerable<IHostedService>>().OfType<ChangeFollower>().Single();

    [SetUp]
    public async Task Open()
    {
        _changing = await TestStore.CreateAsync(Engine.Sqlite);
        _following = _changing.Beside();
        await Samples.AddAsync(_changing);
        _token = Samples.NewAppToken();
        _hash = await _changing.AddAsync(_token);
        await PollAsync();
    }

    [TearDown]
    public async Task Close()
    {
        await Follower.StopAsync(CancellationToken.None);
        await _following.DisposeAsync();
        await _changing.DisposeAsync();
    }

    [Test]
    public async Task PollAsync_WhenAnotherProcessChangedAToken_ForgetsIt()
    {
        await FindAsync();
        await RevokeAsync();
        Assert.That((await FindAsync())?.RevokedAt, Is.Null, "It has to come from memory");

        await PollAsync();

        Assert.That((await FindAsync())?.RevokedAt, Is.EqualTo(Samples.Now));
    }

    [Test]
    public async Task PollAsync_WhenAnotherProcessChangedAUser_ForgetsThePersonAndTheirTokens()
    {
        var token = Samples.NewBareToken() with { UserId = Samples.User.UserId };
        var hash = await _changing.AddAsync(token);
        await FindAsync(hash);
        await FindUserAsync();
        await _changing.RenameBeneathAsync(token, "beneath");

        await _changing.ChangeAsync<IUserRepository>(users => users.UpdateAsync(Samples.User with { DisabledAt = Samples.Now }, CancellationToken.None));
        Assert.That((await FindUserAsync())?.User.DisabledAt, Is.Null, "It has to come from memory");
        await PollAsync();

        Assert.That((await FindUserAsync())?.User.DisabledAt, Is.EqualTo(Samples.Now));
        Assert.That((await FindAsync(hash))?.Name, Is.EqualTo("beneath"));
    }

    [Test]
    public async Task PollAsync_WhenAnotherProcessEndedAnAppsTokens_ForgetsThem()
    {
        await FindAsync();
        await _changing.ChangeAsync<ITokenRepository>(tokens => tokens.RevokeAllAsync(
            new TokenSelection(_token.OrganizationId, AppId: _token.AppId), Guid.NewGuid(), Samples.Now, "test", CancellationToken.None));

        await PollAsync();

        Assert.That((await FindAsync())?.RevokedAt, Is.EqualTo(Samples.Now));
    }

    [Test]
    public async Task PollAsync_WhenNothingChanged_LeavesWhatIsInMemory()
    {
        await FindAsync();
        await _changing.RenameBeneathAsync(_token, "beneath");

        await PollAsync();

        Assert.That((await FindAsync())?.Name, Is.EqualTo(_token.Name));
    }

    [Test]
    public async Task PollAsync_WhenMoreChangedThanAPageHolds_HearsOfAll()
    {
        await FindAsync();
        await _changing.RenameBeneathAsync(_token, "beneath");
        await AddChangesAsync(1, 2500);
        await AddChangeAsync(2501, _token.TokenId);

        await PollAsync();

        Assert.That((await FindAsync())?.Name, Is.EqualTo("beneath"));
    }

    [Test]
    public async Task PollAsync_WhenAGapIsFilledLater_HearsOfIt()
    {
        await FindAsync();
        await _changing.RenameBeneathAsync(_token, "beneath");
        await AddChangeAsync(1);
        await AddChangeAsync(3);
        await AddChangesAsync(5, 2500);
        await PollAsync();
        _changing.Clock.Advance(TestStore.MaxStaleness / 2);
        await PollAsync();
        Assert.That((await FindAsync())?.Name, Is.EqualTo(_token.Name), "It has to come from memory");

        await AddChangeAsync(4, _token.TokenId);
        await PollAsync();

        Assert.That((await FindAsync())?.Name, Is.EqualTo("beneath"));
    }

    [Test]
    public async Task PollAsync_WhenASecondGapIsFilledAfterTheFirst_HearsOfBoth()
    {
        await AddChangeAsync(2);
        await AddChangeAsync(4);
        await PollAsync();
        await AddChangeAsync(3);
        await PollAsync();
        await FindAsync();
        await _changing.RenameBeneathAsync(_token, "beneath");

        await AddChangeAsync(1, _token.TokenId);
        await PollAsync();

        Assert.That((await FindAsync())?.Name, Is.EqualTo("beneath"));
    }

    [Test]
    public async Task PollAsync_WhenAChangeIsReadAgain_IsNoChange()
    {
        await AddChangeAsync(2, _token.TokenId);
        await PollAsync();
        await FindAsync();
        await _changing.RenameBeneathAsync(_token, "beneath");

        await AddChangeAsync(3);
        await PollAsync();

        Assert.That((await FindAsync())?.Name, Is.EqualTo(_token.Name));
    }

    [Test]
    public async Task PollAsync_WhenAGapIsOlderThanItsLife_IsNotReadAgain()
    {
        await AddChangesAsync(2, 20_000);
        await PollAsync();
        await AddChangeAsync(30_001);
        Assert.That(await CostOfPollAsync(), Is.GreaterThan(1_000_000), "A young gap is read again");
        await TrustThroughAsync(ChangeFollower.GapLife);

        await AddChangeAsync(30_002);
        await PollAsync();
        await AddChangeAsync(30_003);

        Assert.That(await CostOfPollAsync(), Is.LessThan(100_000));
    }

    [Test]
    public async Task PollAsync_WhenMuchIsSettled_CostsAsMuchAsWhenLittleIs()
    {
        await AddChangesAsync(1, 10);
        await PollAsync();
        await AddChangeAsync(11);
        var cheap = await CostOfPollAsync();

        await AddChangesAsync(12, 50_000);
        await PollAsync();
        await AddChangeAsync(60_000);
        await PollAsync();
        await TrustThroughAsync(ChangeFollower.GapLife);
        await AddChangeAsync(60_001);
        await PollAsync();
        await AddChangeAsync(60_002);

        Assert.That(await CostOfPollAsync(), Is.LessThan(2 * cheap));
    }

    [Test]
    public async Task PollAsync_WhenNothingWasHeardForThirtySeconds_BeginsAnewWithAnEmptyCache()
    {
        await FindAsync();
        await FindUserAsync();
        await _changing.RenameBeneathAsync(_token, "beneath");
        await _changing.RunAsync("UPDATE users SET name = 'beneath'");

        _changing.Clock.Advance(TestStore.MaxStaleness);
        await PollAsync();

        Assert.That((await FindAsync())?.Name, Is.EqualTo("beneath"));
        Assert.That((await FindUserAsync())?.User.Name, Is.EqualTo("beneath"));
    }

    [Test]
    public async Task PollAsync_WhenItBeginsAnew_StillHearsOfWhatFillsAYoungGap()
    {
        await AddChangeAsync(2);
        _changing.Clock.Advance(TestStore.MaxStaleness);
        await PollAsync();
        await FindAsync();
        await _changing.RenameBeneathAsync(_token, "beneath");

        await AddChangeAsync(1, _token.TokenId);
        await PollAsync();

        Assert.That((await FindAsync())?.Name, Is.EqualTo("beneath"));
    }

    [Test]
    public async Task PollAsync_WhenTheConnectionIsAnother_HearsOfWhatChangedMeanwhile()
    {
        await FindAsync();
        await Follower.StopAsync(CancellationToken.None);
        SqliteConnection.ClearAllPools();
        await RevokeAsync();
        SqliteConnection.ClearAllPools();

        await PollAsync();

        Assert.That((await FindAsync())?.RevokedAt, Is.EqualTo(Samples.Now));
    }

    private Task PollAsync() => Follower.PollAsync(CancellationToken.None);

    /// <summary>What a question allocates, in bytes: it grows with every row that is read, and knows nothing of a slow machine.</summary>
    private async Task<long> CostOfPollAsync()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await PollAsync();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private async Task TrustThroughAsync(TimeSpan span)
    {
        var step = TestStore.MaxStaleness / 2;
        for (var past = TimeSpan.Zero; past < span; past += step)
        {
            _changing.Clock.Advance(step);
            await PollAsync();
        }
    }

    private Task RevokeAsync() =>
        _changing.ChangeAsync<ITokenRepository>(tokens => tokens.UpdateAsync(_token.Revoke(Samples.Now, null), CancellationToken.None));

    /// <summary>A change as a transaction leaves it that took its position long before it committed.</summary>
    private Task AddChangeAsync(long seq, Guid? tokenId = null) =>
        _changing.RunAsync(
            "INSERT INTO changes (seq, subject_type, subject_id, changed_at) VALUES (@Seq, 'token', @TokenId, @ChangedAt)",
            new { Seq = seq, TokenId = (tokenId ?? Guid.NewGuid()).ToString(), ChangedAt = AuditChain.Format(_changing.Clock.GetUtcNow()) });

    private Task AddChangesAsync(long from, int count) =>
        _changing.RunAsync(
            """
            WITH RECURSIVE position (seq) AS (SELECT @From UNION ALL SELECT seq + 1 FROM position WHERE seq < @From + @Count - 1)
            INSERT INTO changes (seq, subject_type, subject_id, changed_at) SELECT seq, 'token', @TokenId, @ChangedAt FROM position
            """,
            new { From = from, Count = count, TokenId = Guid.NewGuid().ToString(), ChangedAt = AuditChain.Format(_changing.Clock.GetUtcNow()) });

    private async Task<Token?> FindAsync(byte[]? hash = null) =>
        (await _following.Get<ISnapshots>().FindTokenAsync(hash ?? _hash, CancellationToken.None))?.Token;

    private async Task<UserStanding?> FindUserAsync() => await _following.Get<ISnapshots>().FindUserAsync(Samples.User.UserId, CancellationToken.None);
}
