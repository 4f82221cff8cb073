using Dapper;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

[TestFixtureSource(typeof(Engines))]
internal sealed class OrganizationTokenRepositoryTests(Engine engine)
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
    public async Task FindAsync_WhenKindOrStateIsAnother_FindsNothing()
    {
        var (own, revoked, app) = (NewToken(), NewToken() with { RevokedAt = Samples.Now }, Samples.NewAppToken());
        await AddAsync(own, revoked, app);
        Assert.That(await FindAsync(own.TokenId), Is.EqualTo(own).UsingPropertiesComparer());
        Assert.That(await FindAsync(revoked.TokenId), Is.Null);
        Assert.That(await FindAsync(app.TokenId), Is.Null);
    }

    [Test]
    public async Task SetAnnotationsAsync_WhenSetAgain_KeepsTheLastInTheirOrder()
    {
        var token = NewToken();
        await AddAsync(token);
        await SetAsync(token, new("z", "1"), new("é 𝒯", ""));
        await SetAsync(token, new("z", "2"), new("a", "3"));
        Assert.That(await _store.UseAsync<IOrganizationTokenRepository, IReadOnlyList<Annotation>>(kept => kept.ListAnnotationsAsync(token.TokenId, default)), Is.EqualTo(new Annotation[] { new("z", "2"), new("a", "3") }));
        Assert.That((await ListAsync(new WantedAnnotation("z", "1"))).Total, Is.Zero);
        Assert.That((await ListAsync(new WantedAnnotation("z", "2"), new WantedAnnotation("a", null))).Total, Is.EqualTo(1));
    }

    [Test]
    public async Task ListAsync_WhenAKeyAndValueRunTogether_TellsThemApart()
    {
        var token = NewToken();
        await AddAsync(token);
        await SetAsync(token, new Annotation("ab", "c"));
        Assert.That((await ListAsync(new WantedAnnotation("a", "bc"))).Total, Is.Zero);
        Assert.That((await ListAsync(new WantedAnnotation("abc", null))).Total, Is.Zero);
        Assert.That((await ListAsync(new WantedAnnotation("ab", "c"))).Total, Is.EqualTo(1));
    }

    [Test]
    public async Task ListAsync_WhenTokensAreOfOthersOrRevoked_PassesThemOver()
    {
        var (own, revoked) = (NewToken(), NewToken() with { RevokedAt = Samples.Now });
        await AddAsync(own, revoked, Samples.NewAppToken());
        await SetAsync(own, new Annotation("k", "v"));
        await SetAsync(revoked, new Annotation("k", "v"));
        Assert.That((await ListAsync()).Tokens.Select(token => token.TokenId), Is.EqualTo(new[] { own.TokenId }));
        Assert.That((await ListAsync(new WantedAnnotation("k", "v"))).Tokens.Select(token => token.TokenId), Is.EqualTo(new[] { own.TokenId }));
    }

    // A page reads its own rows by index, in their order: it neither sorts nor walks all tokens.
    [TestCase(OrganizationTokenSql.List, "SEARCH tokens USING INDEX ix_tokens_organization_api")]
    [TestCase(OrganizationTokenSql.ListPositions, "SEARCH tokens USING INDEX ix_tokens_organization_api")]
    [TestCase(OrganizationTokenSql.ListMarked, "SEARCH driver USING COVERING INDEX ux_annotation_marks_organization (organization_id=? AND mark=? AND token_seq>?)")]
    [TestCase(OrganizationTokenSql.ListMarkedPositions, "SEARCH driver USING COVERING INDEX ux_annotation_marks_organization (organization_id=? AND mark=? AND token_seq>?)")]
    public async Task List_WhenPlanned_IsLedByAnIndexInTheOrderOfTheList(string sql, string first)
    {
        if (engine != Engine.Sqlite)
        {
            Assert.Ignore("SQL Server tells its plans in another way");
        }

        await using var connection = await _store.OpenAsync();
        var plan = (await connection.QueryAsync<PlanRow>(
            $"EXPLAIN QUERY PLAN {sql} LIMIT @Take OFFSET @Skip",
            new { OrganizationId = "o", From = 0, FirstMark = new byte[32], Marks = new byte[32], MarkCount = 1, Take = 1, Skip = 0 })).Select(row => row.Detail).ToList();
        Assert.That(plan[0], Does.StartWith(first), string.Join('\n', plan));
        Assert.That(plan, Has.None.Contains("TEMP B-TREE").And.None.Contains("SCAN tokens"));
    }

    private static Token NewToken() => Samples.NewBareToken() with
    {
        Kind = TokenKind.Organization,
        OrganizationId = Samples.Organization.OrganizationId,
        Limits = new TokenLimits { Rate = RateLimit.ByTheMinute(90) },
    };

    private async Task AddAsync(params Token[] tokens)
    {
        foreach (var token in tokens)
        {
            await _store.UseAsync<ITokenRepository>(kept => kept.AddAsync(token, Samples.NewHash(), default));
        }
    }

    private Task<Token?> FindAsync(Guid tokenId) => _store.UseAsync<IOrganizationTokenRepository, Token?>(kept => kept.FindAsync(tokenId, default));

    private Task SetAsync(Token token, params Annotation[] annotations) =>
        _store.UseAsync<IOrganizationTokenRepository>(kept => kept.SetAnnotationsAsync(token.TokenId, annotations, default));

    private Task<CountedTokens> ListAsync(params WantedAnnotation[] wanted) =>
        _store.UseAsync<IOrganizationTokenRepository, CountedTokens>(kept =>
            kept.ListAsync(new OrganizationTokenFilter(Samples.Organization.OrganizationId, wanted), 0, 30, default));

    private sealed class PlanRow
    {
        public string Detail { get; init; } = string.Empty;
    }
}
