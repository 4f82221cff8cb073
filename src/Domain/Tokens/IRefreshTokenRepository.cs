namespace TokenPlatform.Domain.Tokens;

/// <summary>Keeps refresh tokens, used ones too, and the hashes of their secrets.</summary>
public interface IRefreshTokenRepository
{
    /// <summary>Adds a refresh token with the hash of its secret.</summary>
    /// <param name="refreshToken">One that is not kept yet.</param>
    /// <param name="secretHash">SHA-256 of the plaintext, 32 bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task AddAsync(RefreshToken refreshToken, byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>Writes back what use changed.</summary>
    /// <param name="refreshToken">A kept one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task UpdateAsync(RefreshToken refreshToken, CancellationToken cancellationToken);

    /// <summary>The refresh token whose secret has this hash, in any state.</summary>
    /// <param name="secretHash">SHA-256 of the plaintext, 32 bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<RefreshToken?> FindByHashAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>The one of a token that lives; it may have expired.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<RefreshToken?> FindLiveAsync(Guid tokenId, CancellationToken cancellationToken);
}
