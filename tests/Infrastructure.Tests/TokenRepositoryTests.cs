using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Infrastructure.Tests;

[TestFixtureSource(typeof(Engines))]
internal sealed class TokenRepositoryTests(Engine engine)
{
    private TestStore _store = null!;

    private static TokenKind[] Kinds => Enum.GetValues<TokenKind>();

    private static TokenStatus[] Statuses => Enum.GetValues<TokenStatus>();

    private static AppTokenFilter All => new(Samples.Organization.OrganizationId, Samples.App.AppId, null, null, Samples.Now);

    private static Token FullToken => Samples.NewAppToken() with
    {
        UserId = Samples.User.UserId,
        Name = "𝒯oken “№ 1”",
        Description = "line\nbreak",
        Limits = new TokenLimits
        {
            Scopes = ["a:read"],
            Permissions = ["b:write", "c:x:y"],
            WorkspaceIds = ["w1", "w 2"],
            NamespaceIds = ["n\"1"],
            EnvironmentIds = ["é"],
            EndpointPaths = ["/v1/**"],
            AuthorizedIpAddresses = ["10.0.0.0/8", "::1"],
            Rate = new RateLimit(5, 7),
        },
        Approval = ApprovalState.Approved,
        CreatedByUserId = Guid.NewGuid(),
        CreatedByTokenId = Guid.NewGuid(),
        ExpiresAt = Samples.Now.AddDays(1),
        RevokedAt = Samples.Now.AddHours(1),
        RevokedReason = "no longer needed",
        Version = 3,
    };

    [SetUp]
    public async Task Open()
    {
        _store = await TestStore.CreateRecordingAsync(engine);
        await Samples.AddAsync(_store);
    }

    [TearDown]
    public async Task Close() => await _store.DisposeAsync();

    [Test]
    public async Task FindByHashAsync_WhenEverythingIsSet_GivesItBack()
    {
        var (token, hash) = (FullToken, Samples.NewHash());
        await AddAsync(token, hash);

        Assert.That(await FindAsync(hash), Is.EqualTo(token).UsingPropertiesComparer());
    }

    [Test]
    public async Task FindByHashAsync_WhenEverythingIsNull_GivesItBack()
    {
        var (token, hash) = (Samples.NewBareToken(), Samples.NewHash());
        await AddAsync(token, hash);

        Assert.That(await FindAsync(hash), Is.EqualTo(token).UsingPropertiesComparer());
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task FindByHashAsync_WhenKindIsAny_GivesItBack(TokenKind kind)
    {
        var hash = Samples.NewHash();
        await AddAsync(Samples.NewBareToken() with { Kind = kind }, hash);

        Assert.That((await FindAsync(hash))?.Kind, Is.EqualTo(kind));
    }

    [Test]
    public async Task FindByHashAsync_WhenHashIsUnknown_FindsNothing()
    {
        await AddAsync(Samples.NewAppToken());

        Assert.That(await FindAsync(Samples.NewHash()), Is.Null);
    }

    [Test]
    public async Task ReplaceSecretAsync_WhenThereIsAnOverlap_FindsTheTokenByBothSecretsUntilTheNext()
    {
        var (first, second, third) = (Samples.NewHash(), Samples.NewHash(), Samples.NewHash());
        var token = Samples.NewAppToken();
        await AddAsync(token, first);
        var end = Samples.Now.AddHours(1);

        await ReplaceSecretAsync(token, second, end);

        Assert.That(await FindPresentedAsync(first), Is.EqualTo(new PresentedToken(token, end)).UsingPropertiesComparer());
        Assert.That(await FindPresentedAsync(second), Is.EqualTo(new PresentedToken(token, null)).UsingPropertiesComparer());

        await ReplaceSecretAsync(token, third, end.AddHours(1));

        Assert.That(await FindPresentedAsync(first), Is.Null);
        Assert.That((await FindPresentedAsync(second))?.SecretEndsAt, Is.EqualTo(end.AddHours(1)));
        Assert.That(await FindPresentedAsync(third), Is.Not.Null);
    }

    [Test]
    public async Task ReplaceSecretAsync_WhenThereIsNoOverlap_FindsTheTokenByTheNewSecretAlone()
    {
        var (first, second, third) = (Samples.NewHash(), Samples.NewHash(), Samples.NewHash());
        var token = Samples.NewAppToken();
        await AddAsync(token, first);
        await ReplaceSecretAsync(token, second, Samples.Now.AddHours(1));

        await ReplaceSecretAsync(token, third, null);

        Assert.That(await FindAsync(first), Is.Null);
        Assert.That(await FindAsync(second), Is.Null);
        Assert.That(await FindAsync(third), Is.Not.Null);
    }

    [Test]
    public async Task FindAppTokenAsync_WhenAppOrOrganizationIsAnother_FindsNothing()
    {
        var token = Samples.NewAppToken();
        await AddAsync(token);
        var (organizationId, appId) = (Samples.Organization.OrganizationId, Samples.App.AppId);

        Assert.That((await FindAsync(organizationId, appId, token.TokenId))?.TokenId, Is.EqualTo(token.TokenId));
        Assert.That(await FindAsync(Guid.NewGuid(), appId, token.TokenId), Is.Null);
        Assert.That(await FindAsync(organizationId, Guid.NewGuid(), token.TokenId), Is.Null);
        Assert.That(await FindAsync(organizationId, appId, Guid.NewGuid()), Is.Null);
    }

    [Test]
    public async Task AddAsync_WhenSecretHashIsTaken_Throws()
    {
        var hash = Samples.NewHash();
        await AddAsync(Samples.NewAppToken(), hash);

        Assert.That(() => AddAsync(Samples.NewAppToken(), hash), Throws.InstanceOf<DbException>().With.Matches<DbException>(failure => StoreFaults.Of(failure) == StoreFault.Duplicate));
    }

    [Test]
    public async Task AddAllAsync_WhenTokensAreSeveral_KeepsEachWithItsSecret()
    {
        var pairs = new[] { (Token: FullToken, Hash: Samples.NewHash()), (Token: Samples.NewBareToken(), Hash: Samples.NewHash()) };
        await _store.UseAsync<ITokenRepository>(kept => kept.AddAllAsync(pairs, CancellationToken.None));

        Assert.That(await FindAsync(pairs[0].Hash), Is.EqualTo(pairs[0].Token).UsingPropertiesComparer());
        Assert.That(await FindAsync(pairs[1].Hash), Is.EqualTo(pairs[1].Token).UsingPropertiesComparer());
    }

    [Test]
    public async Task UpdateAsync_WhenVersionIsTheNext_KeepsTheNewState()
    {
        var (token, hash) = (Samples.NewAppToken(), Samples.NewHash());
        await AddAsync(token, hash);
        var changed = token with
        {
            Approval = ApprovalState.Rejected,
            ExpiresAt = Samples.Now.AddDays(2),
            RevokedAt = Samples.Now,
            RevokedReason = "why",
            Version = 2,
        };

        Assert.That(await UpdateAsync(changed));
        Assert.That(await FindAsync(hash), Is.EqualTo(changed).UsingPropertiesComparer());
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task UpdateAsync_WhenVersionIsNotTheNext_ChangesNothing(int version)
    {
        var (token, hash) = (Samples.NewAppToken(), Samples.NewHash());
        await AddAsync(token, hash);

        Assert.That(await UpdateAsync(token with { RevokedAt = Samples.Now, Version = version }), Is.False);
        Assert.That(await FindAsync(hash), Is.EqualTo(token).UsingPropertiesComparer());
    }

    [Test]
    public async Task ListAppTokensAsync_WhenPagedThrough_ShowsEachOnceNewestFirst()
    {
        var tokens = Enumerable.Range(0, 5).Select(_ => Samples.NewAppToken()).ToList();
        await AddAllAsync(tokens);
        await AddAsync(Samples.NewAppToken() with { AppId = null });

        var first = await ListAsync(All, null, 2);
        var second = await ListAsync(All, first[^1].Position, 2);
        var third = await ListAsync(All, second[^1].Position, 2);

        Assert.That(
            new[] { first, second, third }.SelectMany(page => page).Select(listed => listed.Item.TokenId),
            Is.EqualTo(tokens.AsEnumerable().Reverse().Select(token => token.TokenId)));
        Assert.That(third, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ListAppTokensAsync_WhenOrganizationIsAnother_IsEmpty()
    {
        await AddAsync(Samples.NewAppToken());

        Assert.That(await ListAsync(All with { OrganizationId = Guid.NewGuid() }, null, 10), Is.Empty);
    }

    [Test]
    public async Task ListAppTokensAsync_WhenOwnerIsAsked_ShowsTheirsOnly()
    {
        var (ofUser, ofApp) = (Samples.NewAppToken() with { UserId = Samples.User.UserId }, Samples.NewAppToken());
        await AddAllAsync([ofUser, ofApp]);

        Assert.That(await IdsAsync(All with { OwnerId = Samples.User.UserId }), Is.EqualTo(new[] { ofUser.TokenId }));
        Assert.That(await IdsAsync(All with { OwnerId = Samples.App.AppId }), Is.EqualTo(new[] { ofApp.TokenId }));
        Assert.That(await IdsAsync(All with { OwnerId = Guid.NewGuid() }), Is.Empty);
    }

    [TestCaseSource(nameof(Statuses))]
    public async Task ListAppTokensAsync_WhenStatusIsAsked_AgreesWithTheDomainAtEveryBoundary(TokenStatus status)
    {
        var tokens = TokensAtEveryBoundary();
        await AddAllAsync(tokens);

        var expected = tokens.Where(token => token.StatusAt(Samples.Now) == status).Select(token => token.TokenId);
        Assert.That(await IdsAsync(All with { Status = status }), Is.EquivalentTo(expected).And.Not.Empty);
    }

    [Test]
    public async Task CountLiveAsync_WhenTokensAreAtEveryBoundary_AgreesWithTheDomain()
    {
        var tokens = TokensAtEveryBoundary();
        await AddAllAsync(tokens);
        await AddAsync(Samples.NewAppToken() with { AppId = null });

        var counted = await _store.UseAsync<ITokenRepository, int>(kept =>
            kept.CountLiveAsync(Samples.App.AppId, Samples.Now, CancellationToken.None));
        Assert.That(counted, Is.EqualTo(tokens.Count(token => token.IsLiveAt(Samples.Now))).And.Positive);
    }

    [Test]
    public async Task FindAccessTokenAsync_WhenItIsNotThePersonsOwn_FindsNothing()
    {
        var own = Own(TokenKind.Personal);
        var ofApp = Samples.NewAppToken() with { UserId = Samples.User.UserId };
        await AddAllAsync([own, ofApp]);

        Assert.That((await FindAccessTokenAsync(Samples.User.UserId, own.TokenId))?.TokenId, Is.EqualTo(own.TokenId));
        Assert.That(await FindAccessTokenAsync(Guid.NewGuid(), own.TokenId), Is.Null);
        Assert.That(await FindAccessTokenAsync(Samples.User.UserId, ofApp.TokenId), Is.Null);
    }

    [Test]
    public async Task ListAccessTokensAsync_WhenFiltered_ShowsThePersonsOwnNewestFirst()
    {
        var (personal, session) = (Own(TokenKind.Personal), Own(TokenKind.Session));
        var revoked = Own(TokenKind.Session) with { RevokedAt = Samples.Now };
        await AddAllAsync([personal, session, revoked, Samples.NewBareToken(), Samples.NewAppToken() with { UserId = Samples.User.UserId }]);

        var all = new AccessTokenFilter(Samples.User.UserId, Kind: null, IncludeRevoked: true);
        Assert.That(await AccessTokenIdsAsync(all), Is.EqualTo(new[] { revoked.TokenId, session.TokenId, personal.TokenId }));
        Assert.That(await AccessTokenIdsAsync(all with { IncludeRevoked = false }), Is.EqualTo(new[] { session.TokenId, personal.TokenId }));
        Assert.That(await AccessTokenIdsAsync(all with { Kind = TokenKind.Personal }), Is.EqualTo(new[] { personal.TokenId }));
        Assert.That(await AccessTokenIdsAsync(all with { Kind = TokenKind.Session }), Is.EqualTo(new[] { revoked.TokenId, session.TokenId }));
        Assert.That(await AccessTokenIdsAsync(all with { UserId = Guid.NewGuid() }), Is.Empty);
    }

    [Test]
    public async Task RevokeAllAsync_WhenOneIsExcepted_EndsTheOthers()
    {
        var (excepted, other) = (Own(TokenKind.Session), Own(TokenKind.Personal));
        await AddAllAsync([excepted, other]);
        var (operation, which) = (Guid.NewGuid(), new TokenSelection(null, UserId: Samples.User.UserId, Except: excepted.TokenId));

        await _store.UseAsync<ITokenRepository>(kept => kept.RevokeAllAsync(which, operation, Samples.Now, "why", CancellationToken.None));

        var ended = await _store.UseAsync<ITokenRepository, IReadOnlyList<Positioned<(Guid TokenId, TokenKind Kind)>>>(kept =>
            kept.ListRevokedByAsync(operation, 0, 10, CancellationToken.None));
        Assert.That(ended.Select(token => token.Item), Is.EqualTo(new[] { (other.TokenId, TokenKind.Personal) }));
    }

    private static Token Own(TokenKind kind) => Samples.NewBareToken() with { Kind = kind, UserId = Samples.User.UserId };

    // Every approval, ended or not, expiring and waiting for just too short, exactly long enough and longer.
    private static List<Token> TokensAtEveryBoundary() =>
    [
        .. from approval in Enum.GetValues<ApprovalState>()
           from revokedAt in new DateTimeOffset?[] { null, Samples.Now }
           from expiresIn in new TimeSpan?[] { null, -Samples.Microsecond, TimeSpan.Zero, Samples.Microsecond }
           from waited in new[] { -Samples.Microsecond, TimeSpan.Zero, Samples.Microsecond }
           select Samples.NewAppToken() with
           {
               Approval = approval,
               RevokedAt = revokedAt,
               ExpiresAt = Samples.Now + expiresIn,
               IssuedAt = Samples.Now - Token.ApprovalTimeout - waited,
           },
    ];

    private Task AddAsync(Token token, byte[]? hash = null) =>
        _store.UseAsync<ITokenRepository>(kept => kept.AddAsync(token, hash ?? Samples.NewHash(), CancellationToken.None));

    private async Task AddAllAsync(IEnumerable<Token> tokens)
    {
        await using var scope = _store.NewScope();
        var session = scope.ServiceProvider.GetRequiredService<DbSession>();
        var kept = scope.ServiceProvider.GetRequiredService<ITokenRepository>();
        await session.BeginAsync(CancellationToken.None);
        foreach (var token in tokens)
        {
            await kept.AddAsync(token, Samples.NewHash(), CancellationToken.None);
        }

        await session.CommitAsync();
    }

    private Task<bool> UpdateAsync(Token token) =>
        _store.UseAsync<ITokenRepository, bool>(kept => kept.UpdateAsync(token, CancellationToken.None));

    private Task ReplaceSecretAsync(Token token, byte[] hash, DateTimeOffset? overlapEndsAt) =>
        _store.UseAsync<ITokenRepository>(kept => kept.ReplaceSecretAsync(token.TokenId, hash, overlapEndsAt, CancellationToken.None));

    private async Task<Token?> FindAsync(byte[] hash) => (await FindPresentedAsync(hash))?.Token;

    private Task<PresentedToken?> FindPresentedAsync(byte[] hash) =>
        _store.UseAsync<ITokenRepository, PresentedToken?>(kept => kept.FindByHashAsync(hash, CancellationToken.None));

    private Task<Token?> FindAsync(Guid organizationId, Guid appId, Guid tokenId) =>
        _store.UseAsync<ITokenRepository, Token?>(kept => kept.FindAppTokenAsync(organizationId, appId, tokenId, CancellationToken.None));

    private Task<Token?> FindAccessTokenAsync(Guid userId, Guid tokenId) =>
        _store.UseAsync<ITokenRepository, Token?>(kept => kept.FindAccessTokenAsync(userId, tokenId, CancellationToken.None));

    private async Task<IEnumerable<Guid>> AccessTokenIdsAsync(AccessTokenFilter filter)
    {
        var listed = await _store.UseAsync<ITokenRepository, IReadOnlyList<Positioned<Token>>>(kept =>
            kept.ListAccessTokensAsync(filter, null, 200, CancellationToken.None));
        return listed.Select(token => token.Item.TokenId);
    }

    private Task<IReadOnlyList<Positioned<Token>>> ListAsync(AppTokenFilter filter, long? before, int take) =>
        _store.UseAsync<ITokenRepository, IReadOnlyList<Positioned<Token>>>(kept =>
            kept.ListAppTokensAsync(filter, before, take, CancellationToken.None));

    private async Task<IEnumerable<Guid>> IdsAsync(AppTokenFilter filter) =>
        (await ListAsync(filter, null, 200)).Select(listed => listed.Item.TokenId);
}
