using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Tokens;

/// <summary>Issues refresh tokens within the running transaction.</summary>
internal sealed class RefreshTokens(IRefreshTokenRepository kept)
{
    /// <summary>Keeps a refresh token with a new secret.</summary>
    public async Task<TokenSecret> IssueAsync(RefreshToken refreshToken, CancellationToken cancellationToken)
    {
        var secret = TokenSecret.Generate(SecretKind.Refresh);
        await kept.AddAsync(refreshToken, secret.Hash(), cancellationToken);
        return secret;
    }

    /// <summary>Ends the refresh token of a token, if it has one that may still be used, and issues one in its place.</summary>
    /// <returns>Null where there was none.</returns>
    public async Task<TokenSecret?> ReplaceAsync(Guid tokenId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await kept.FindLiveAsync(tokenId, cancellationToken) is not { } live)
        {
            return null;
        }

        await kept.UpdateAsync(live with { State = RefreshState.Ended }, cancellationToken);
        return now < live.ExpiresAt ? await IssueAsync(live.Next(now), cancellationToken) : null;
    }
}
