using System.Net;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Ports;

/// <summary>
/// Holds whoever guesses passwords to a number of failures in 15 minutes: 5 for an account from one address, 50 for an
/// address, 100 for an account. Nothing is ever locked: time alone opens the way again. In this process today; a store
/// that nodes share can take its place.
/// </summary>
public interface IPasswordAttempts
{
    /// <summary>Tries a password, unless too many were wrong.</summary>
    /// <param name="account">The email that was sent, in lower case; whether anybody has it makes no difference.</param>
    /// <param name="address">Where the attempt comes from; null where that is unknown.</param>
    /// <param name="isRight">The slow part. It is not run for an attempt that is refused.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was right, or <see cref="RateLimitedError"/>.</returns>
    Task<Result<bool>> TryAsync(string account, IPAddress? address, Func<bool> isRight, CancellationToken cancellationToken);
}
