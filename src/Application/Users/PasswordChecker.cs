using System.Net;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Organizations;

namespace TokenPlatform.Application.Users;

/// <summary>Finds out whether a password is right, with the same work and the same answer whoever is named.</summary>
internal sealed class PasswordChecker(IUserRepository users, IPasswordHasher passwords, IPasswordAttempts attempts)
{
    /// <summary>Checks a password, within the limits on attempts.</summary>
    /// <returns>What the password was checked against; null where it is wrong, or nobody enabled has that email.</returns>
    public async Task<Result<Credentials?>> CheckAsync(
        string email, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        var known = await users.FindCredentialsAsync(email, cancellationToken);
        var right = await attempts.TryAsync(
            email, address, () => passwords.Verify(known?.PasswordHash, password) && known!.User.DisabledAt is null, cancellationToken);
        return right.IsSuccess ? (right.Value ? known : null) : right.Error;
    }

    /// <summary>Whether what was checked still holds, now that the platform's lock is held: a password may have been set meanwhile.</summary>
    public async Task<bool> StillHoldsAsync(Credentials known, CancellationToken cancellationToken) =>
        await users.FindCredentialsAsync(known.User.Email, cancellationToken) is { User.DisabledAt: null } now && now.PasswordHash == known.PasswordHash;
}
