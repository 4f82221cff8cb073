namespace TokenPlatform.Application.Common.Ports;

/// <summary>Makes of a password what may be stored.</summary>
public interface IPasswordHasher
{
    /// <summary>A salted, slow hash in a format that names its own parameters.</summary>
    /// <param name="password">12..128 code points.</param>
    string Hash(string password);
}
