using System.Security.Cryptography;
using System.Text;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>
/// Annotations are searched by marks: hashes of a key, and of a key with its value. Texts of any length make an index
/// of one width, which every engine takes.
/// </summary>
internal sealed class OrganizationTokenRepository(DbSession session) : IOrganizationTokenRepository
{
    public async Task<Token?> FindAsync(Guid tokenId, CancellationToken cancellationToken) =>
        (await session.QuerySingleAsync<TokenRow>(OrganizationTokenSql.Find, new { TokenId = tokenId }, cancellationToken))?.ToToken();

    public async Task<CountedTokens> ListAsync(
        OrganizationTokenFilter filter, long skip, int take, CancellationToken cancellationToken)
    {
        byte[][] marks = [.. filter.Wanted.Select(wanted => MarkOf(wanted.Key, wanted.Value))];
        var (list, listPositions) = marks.Length == 0
            ? (OrganizationTokenSql.List, OrganizationTokenSql.ListPositions)
            : (OrganizationTokenSql.ListMarked, OrganizationTokenSql.ListMarkedPositions);
        object Parameters(long from, long rest, int most) => new
        {
            filter.OrganizationId,
            From = from,
            FirstMark = marks.FirstOrDefault(),
            Marks = marks.SelectMany(mark => mark).ToArray(),
            MarkCount = marks.Length,
            Skip = rest,
            Take = most,
        };

        // Counting finds where the page begins, so that a later page costs what the first one does.
        var positions = await session.QueryAsync<long>(
            session.Dialect.Take(listPositions), Parameters(0, 0, CountedTokens.LargeSet + 1), cancellationToken);
        var total = positions.Count > CountedTokens.LargeSet ? (int?)null : positions.Count;
        if (skip >= total)
        {
            return new CountedTokens([], total);
        }

        var known = (int)Math.Min(skip, positions.Count - 1);
        var rows = await session.QueryAsync<TokenRow>(
            session.Dialect.SkipAndTake(list), Parameters(positions[known], skip - known, take), cancellationToken);
        return new CountedTokens([.. rows.Select(row => row.ToToken())], total);
    }

    public async Task<IReadOnlyList<Annotation>> ListAnnotationsAsync(Guid tokenId, CancellationToken cancellationToken) =>
    [
        .. (await session.QueryAsync<AnnotationRow>(OrganizationTokenSql.ListAnnotations, new { TokenId = tokenId }, cancellationToken))
            .Select(row => new Annotation(row.AnnotationKey, row.AnnotationValue)),
    ];

    public async Task SetAnnotationsAsync(Guid tokenId, IReadOnlyList<Annotation> annotations, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(OrganizationTokenSql.RemoveAnnotations, new { TokenId = tokenId }, cancellationToken);
        await session.ExecuteAsync(OrganizationTokenSql.RemoveMarks, new { TokenId = tokenId }, cancellationToken);
        foreach (var (key, value) in annotations)
        {
            await session.ExecuteAsync(
                OrganizationTokenSql.AddAnnotation,
                new { TokenId = tokenId, AnnotationKey = key, AnnotationValue = value },
                cancellationToken);
            await session.ExecuteAsync(OrganizationTokenSql.AddMark, new { TokenId = tokenId, Mark = MarkOf(key, null) }, cancellationToken);
            await session.ExecuteAsync(OrganizationTokenSql.AddMark, new { TokenId = tokenId, Mark = MarkOf(key, value) }, cancellationToken);
        }
    }

    // No key holds a NUL: what is hashed tells where the key ends.
    private static byte[] MarkOf(string key, string? value) => SHA256.HashData(Encoding.UTF8.GetBytes(value is null ? key : $"{key}\0{value}"));

    private sealed class AnnotationRow
    {
        public string AnnotationKey { get; init; } = string.Empty;

        public string AnnotationValue { get; init; } = string.Empty;
    }
}
