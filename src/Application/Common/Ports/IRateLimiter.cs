using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.Common.Ports;

/// <summary>Holds tokens to their rates. In this process today; a store that nodes share can take its place.</summary>
public interface IRateLimiter
{
    /// <summary>Spends from a token's bucket, all or nothing.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="limit">Its limit.</param>
    /// <param name="cost">How much; 0 only asks.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<RateDecision> SpendAsync(Guid tokenId, RateLimit limit, int cost, CancellationToken cancellationToken);
}
