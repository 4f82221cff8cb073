using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Maintenance;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests.Maintenance;

internal sealed class TokenUsesTests
{
    private TestStore _store = null!;
    private Token _token = null!;

    private TokenUses Uses => _store.Get<TokenUses>();

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.CreateAsync(Engine.Sqlite);
        await Samples.AddAsync(_store);
        _token = Samples.NewAppToken();
        await _store.AddAsync(_token);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task Note_WhenNotFlushed_IsNotInTheStore()
    {
        Uses.Note(_token.TokenId, Samples.Now);

        Assert.That(await LastUsedAsync(_token), Is.Null);
    }

    [Test]
    public async Task FlushAsync_WhenUsedOften_KeepsOneTimeToWithinASecond()
    {
        for (var use = 0; use < 10_000; use++)
        {
            Uses.Note(_token.TokenId, Samples.Now.AddMilliseconds(use));
        }

        await FlushAsync();

        Assert.That(await LastUsedAsync(_token), Is.InRange(Samples.Now.AddSeconds(9), Samples.Now.AddSeconds(10)));
    }

    [Test]
    public async Task FlushAsync_WhenUsedAgain_KeepsTheLater()
    {
        await UseAsync(Uses, Samples.Now);
        await UseAsync(Uses, Samples.Now.AddMinutes(1));

        Assert.That(await LastUsedAsync(_token), Is.EqualTo(Samples.Now.AddMinutes(1)));
    }

    [Test]
    public async Task FlushAsync_WhenAnotherProcessKeptALaterUse_LeavesIt()
    {
        await using var another = _store.Beside();
        await UseAsync(another.Get<TokenUses>(), Samples.Now.AddMinutes(1));

        await UseAsync(Uses, Samples.Now);

        Assert.That(await LastUsedAsync(_token), Is.EqualTo(Samples.Now.AddMinutes(1)));
    }

    [Test]
    public async Task FlushAsync_WhenTokensAreMany_KeepsAll()
    {
        var tokens = await NoteNewTokensAsync(450);

        await FlushAsync();

        foreach (var token in tokens)
        {
            Assert.That(await LastUsedAsync(token), Is.EqualTo(Samples.Now));
        }
    }

    [Test]
    public async Task FlushAsync_WhenABatchFails_KeepsTheOnesBeforeItAndTriesTheRestAgain()
    {
        var last = Samples.NewAppToken() with { TokenId = new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff") };
        var tokens = (await NoteNewTokensAsync(400)).OrderBy(token => token.TokenId).ToList();
        Uses.Note(last.TokenId, Samples.Now);

        // The store knows no such token, and refuses.
        Assert.That(FlushAsync, Throws.TypeOf<SqliteException>());
        Assert.That(await LastUsedAsync(tokens[0]), Is.EqualTo(Samples.Now));
        Assert.That(await LastUsedAsync(tokens[^1]), Is.EqualTo(Samples.Now));

        await _store.AddAsync(last);
        await FlushAsync();
        Assert.That(await LastUsedAsync(last), Is.EqualTo(Samples.Now));
    }

    [Test]
    public async Task FlushAsync_WhenItFails_KeepsEverythingForTheNext()
    {
        Uses.Note(_token.TokenId, Samples.Now);
        await _store.RunAsync("ALTER TABLE token_uses RENAME TO away");
        Assert.That(FlushAsync, Throws.TypeOf<SqliteException>());
        await _store.RunAsync("ALTER TABLE away RENAME TO token_uses");

        await FlushAsync();

        Assert.That(await LastUsedAsync(_token), Is.EqualTo(Samples.Now));
    }

    [Test]
    public async Task FlushAsync_WhenItFailsAndTheTokenIsUsedAgain_KeepsTheLater()
    {
        Uses.Note(_token.TokenId, Samples.Now);
        await _store.RunAsync("ALTER TABLE token_uses RENAME TO away");
        Assert.That(FlushAsync, Throws.TypeOf<SqliteException>());
        Uses.Note(_token.TokenId, Samples.Now.AddMinutes(1));
        await _store.RunAsync("ALTER TABLE away RENAME TO token_uses");

        await FlushAsync();

        Assert.That(await LastUsedAsync(_token), Is.EqualTo(Samples.Now.AddMinutes(1)));
    }

    [Test]
    public async Task FlushAsync_WhenFlushed_LeavesTheVersionAndTheAuditTrailAlone()
    {
        var before = await FindAsync(_token);

        await UseAsync(Uses, Samples.Now);

        Assert.That(await FindAsync(_token), Is.EqualTo(before with { LastUsedAt = Samples.Now }).UsingPropertiesComparer());
    }

    [Test]
    public async Task StopAsync_WhenUsesAreNoted_KeepsThem()
    {
        await Uses.StartAsync(CancellationToken.None);
        Uses.Note(_token.TokenId, Samples.Now);

        await Uses.StopAsync(CancellationToken.None);

        Assert.That(await LastUsedAsync(_token), Is.EqualTo(Samples.Now));
    }

    [Test]
    public async Task Note_WhenManyNoteWhileItIsFlushed_LosesNone()
    {
        var tokens = new List<Token>();
        for (var i = 0; i < 200; i++)
        {
            tokens.Add(Samples.NewAppToken());
            await _store.AddAsync(tokens[^1]);
        }

        var noting = Task.WhenAll(tokens.Chunk(50).Select(part => Task.Run(() =>
        {
            for (var second = 0; second < 20; second++)
            {
                foreach (var token in part)
                {
                    Uses.Note(token.TokenId, Samples.Now.AddSeconds(second));
                }
            }
        })));
        while (!noting.IsCompleted)
        {
            await FlushAsync();
        }

        await FlushAsync();

        foreach (var token in tokens)
        {
            Assert.That(await LastUsedAsync(token), Is.EqualTo(Samples.Now.AddSeconds(19)));
        }
    }

    private Task FlushAsync() => Uses.FlushAsync(CancellationToken.None);

    private Task UseAsync(TokenUses uses, DateTimeOffset at)
    {
        uses.Note(_token.TokenId, at);
        return uses.FlushAsync(CancellationToken.None);
    }

    private async Task<IReadOnlyList<Token>> NoteNewTokensAsync(int count)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < count; i++)
        {
            tokens.Add(Samples.NewAppToken());
            await _store.AddAsync(tokens[^1]);
            Uses.Note(tokens[^1].TokenId, Samples.Now);
        }

        return tokens;
    }

    private async Task<Token> FindAsync(Token token) =>
        (await _store.UseAsync<ITokenRepository, Token?>(tokens => tokens.FindAsync(token.TokenId, CancellationToken.None)))!;

    private async Task<DateTimeOffset?> LastUsedAsync(Token token) => (await FindAsync(token)).LastUsedAt;
}
