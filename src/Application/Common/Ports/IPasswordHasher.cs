namespace TokenPlatform.Application.Common.Ports;

/// <summary>Makes of a password what may be stored.</summary>
public interface IPasswordHasher
{
    /// <summary>A salted, slow hash in a format that names its own parameters.</summary>
    /// <param name="password">12..128 code points.</param>
    string Hash(string password);

    /// <summary>Whether a password is the one that was hashed. It takes as long where there is no hash.</summary>
    /// <param name="passwordHash">What <see cref="Hash"/> made; null where there is nobody, or no password: then none is right.</param>
    /// <param name="password">What was sent.</param>
    bool Verify(string? passwordHash, string password);
}
