using System.Runtime.CompilerServices;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Persistence;

internal sealed class TokenRepository(DbSession session) : ITokenRepository
{
    private const int MaxCarried = 1000;

    public async Task AddAsync(Token token, byte[] secretHash, CancellationToken cancellationToken) =>
        await session.WriteAsync(TokenSql.Add, TokenRow.Of(token, secretHash), cancellationToken);

    public async Task AddAllAsync(IEnumerable<(Token Token, byte[] SecretHash)> tokens, CancellationToken cancellationToken) =>
        await session.WriteAllAsync(TokenSql.Add, tokens.Select(pair => TokenRow.Of(pair.Token, pair.SecretHash)), cancellationToken);

    public async Task<bool> UpdateAsync(Token token, CancellationToken cancellationToken) =>
        await session.ChangeAsync(
            TokenSql.Update, TokenRow.Of(token, []), new Change(ChangeSubject.Token, token.TokenId), cancellationToken) == 1;

    public async Task ReplaceSecretAsync(
        Guid tokenId, byte[] secretHash, DateTimeOffset? overlapEndsAt, CancellationToken cancellationToken) =>
        await session.ChangeAsync(
            TokenSql.ReplaceSecret,
            new { TokenId = tokenId, SecretHash = secretHash, OverlapEndsAt = overlapEndsAt },
            new Change(ChangeSubject.Token, tokenId),
            cancellationToken);

    public Task<PresentedToken?> FindByHashAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        session.QuerySeveralAsync(
            TokenSql.FindByHash,
            new { SecretHash = secretHash },
            async answers =>
            {
                var row = await answers.ReadSingleOrDefaultAsync<TokenRow>();
                var owner = await UserRepository.ReadStandingAsync(answers);
                return row is null ? null : new PresentedToken(row.ToToken(), row.SecretEndsAt, owner);
            },
            cancellationToken);

    public async Task<Token?> FindAsync(Guid tokenId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<TokenRow>(TokenSql.Find, new { TokenId = tokenId }, cancellationToken))?.ToToken();

    public Task<(Token Token, UserStanding? Owner)?> FindWithOwnerAsync(Guid tokenId, CancellationToken cancellationToken) =>
        session.QuerySeveralAsync<(Token Token, UserStanding? Owner)?>(
            TokenSql.FindWithOwner,
            new { TokenId = tokenId },
            async answers =>
            {
                var row = await answers.ReadSingleOrDefaultAsync<TokenRow>();
                var owner = await UserRepository.ReadStandingAsync(answers);
                return row is null ? null : (row.ToToken(), owner);
            },
            cancellationToken);

    public async Task<Token?> FindAppTokenAsync(Guid organizationId, Guid appId, Guid tokenId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<TokenRow>(
            TokenSql.FindAppToken,
            new { OrganizationId = organizationId, AppId = appId, TokenId = tokenId },
            cancellationToken))?.ToToken();

    public async Task<IReadOnlyList<Positioned<Token>>> ListAppTokensAsync(
        AppTokenFilter filter, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<TokenRow>(
            session.Dialect.Take(TokenSql.ListAppTokens),
            new
            {
                filter.OrganizationId,
                filter.AppId,
                filter.OwnerId,
                Status = Word.Of(filter.Status),
                filter.Now,
                ApprovalDeadline = filter.Now - Token.ApprovalTimeout,
                Before = before ?? long.MaxValue,
                Take = take,
            },
            cancellationToken);
        return [.. rows.Select(row => new Positioned<Token>(row.Seq, row.ToToken()))];
    }

    public async Task<Token?> FindAccessTokenAsync(Guid userId, Guid tokenId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<TokenRow>(
            TokenSql.FindAccessToken, new { UserId = userId, TokenId = tokenId }, cancellationToken))?.ToToken();

    public async Task<IReadOnlyList<Positioned<Token>>> ListAccessTokensAsync(
        AccessTokenFilter filter, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<TokenRow>(
            session.Dialect.Take(TokenSql.ListAccessTokens),
            new { filter.UserId, Kind = Word.Of(filter.Kind), filter.IncludeRevoked, Before = before ?? long.MaxValue, Take = take },
            cancellationToken);
        return [.. rows.Select(row => new Positioned<Token>(row.Seq, row.ToToken()))];
    }

    public async Task<IReadOnlyList<Positioned<Token>>> ListPendingAsync(
        Guid organizationId, DateTimeOffset now, long? before, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<TokenRow>(
            session.Dialect.Take(TokenSql.ListPending),
            new
            {
                OrganizationId = organizationId,
                Now = now,
                ApprovalDeadline = now - Token.ApprovalTimeout,
                Before = before ?? long.MaxValue,
                Take = take,
            },
            cancellationToken);
        return [.. rows.Select(row => new Positioned<Token>(row.Seq, row.ToToken()))];
    }

    public async Task<IReadOnlyList<Positioned<Token>>> ListGovernedAsync(
        Guid organizationId, Guid? appId, DateTimeOffset now, long after, long last, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<TokenRow>(
            session.Dialect.Take(appId is null ? TokenSql.ListOfOtherApps : TokenSql.ListOfApp),
            new
            {
                OrganizationId = organizationId,
                AppId = appId,
                Now = now,
                ApprovalDeadline = now - Token.ApprovalTimeout,
                After = after,
                Last = last,
                Take = take,
            },
            cancellationToken);
        return [.. rows.Select(row => new Positioned<Token>(row.Seq, row.ToToken()))];
    }

    public async IAsyncEnumerable<LiveToken> StreamGovernedAsync(
        Guid organizationId, Guid? appId, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = session.StreamAsync<LiveTokenRow>(
            appId is null ? TokenSql.StreamOfOtherApps : TokenSql.StreamOfApp,
            new { OrganizationId = organizationId, AppId = appId, Now = now, ApprovalDeadline = now - Token.ApprovalTimeout },
            cancellationToken);

        // Most tokens carry what others carry: it is read, and judged, once.
        var carried = new Dictionary<(string Permissions, string Scopes), IReadOnlyList<string>>();
        await foreach (var row in rows)
        {
            if (!carried.TryGetValue((row.Permissions, row.Scopes), out var read))
            {
                read = row.ReadCarried();
                if (carried.Count < MaxCarried)
                {
                    carried.Add((row.Permissions, row.Scopes), read);
                }
            }

            yield return row.ToToken(read);
        }
    }

    public async Task<long> FindLastPositionAsync(Guid organizationId, CancellationToken cancellationToken) =>
        await session.QuerySingleAsync<long?>(TokenSql.FindLastPosition, new { OrganizationId = organizationId }, cancellationToken) ?? 0;

    public async Task<int> RevokeAllAsync(
        TokenSelection which, Guid operationId, DateTimeOffset now, string reason, CancellationToken cancellationToken) =>
        await session.ChangeAsync(
            TokenSql.RevokeAll,
            new
            {
                which.OrganizationId,
                which.AppId,
                which.UserId,
                Kind = Word.Of(which.Kind),
                which.Except,
                OperationId = operationId,
                Now = now,
                Reason = reason,
            },
            which switch
            {
                { UserId: { } userId } => new Change(ChangeSubject.User, userId),
                { AppId: { } appId } => new Change(ChangeSubject.App, appId),
                _ => throw new ArgumentException("Tokens are ended together by their user or their app", nameof(which)),
            },
            cancellationToken);

    public async Task<IReadOnlyList<Positioned<(Guid TokenId, TokenKind Kind)>>> ListRevokedByAsync(
        Guid operationId, long after, int take, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<TokenRow>(
            session.Dialect.Take(TokenSql.ListRevokedBy), new { OperationId = operationId, After = after, Take = take }, cancellationToken);
        return [.. rows.Select(row => new Positioned<(Guid, TokenKind)>(row.Seq, (row.TokenId, EnumNames.Parse<TokenKind>(row.Kind))))];
    }

    public Task<IReadOnlyList<Guid>> ListOrganizationsWithTokensOfAsync(Guid userId, CancellationToken cancellationToken) =>
        session.QueryAsync<Guid>(TokenSql.ListOrganizationsWithTokensOf, new { UserId = userId }, cancellationToken);

    public Task<int> CountLiveAsync(Guid appId, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.QuerySingleAsync<int>(
            TokenSql.CountLive,
            new { AppId = appId, Now = now, ApprovalDeadline = now - Token.ApprovalTimeout },
            cancellationToken);
}
