using Microsoft.AspNetCore.Identity;
using TokenPlatform.Application.Common.Ports;

namespace TokenPlatform.Infrastructure.Security;

/// <summary>The framework's own hasher (PBKDF2, salted), in its own format.</summary>
internal sealed class PasswordHasher : IPasswordHasher
{
    private static readonly PasswordHasher<object> s_hasher = new();

    // Of nobody: who is unknown costs the same work as who is known.
    private static readonly string s_nobody = s_hasher.HashPassword(s_hasher, Guid.NewGuid().ToString());

    public string Hash(string password) => s_hasher.HashPassword(s_hasher, password);

    public bool Verify(string? passwordHash, string password)
    {
        var isRight = s_hasher.VerifyHashedPassword(s_hasher, passwordHash ?? s_nobody, password) != PasswordVerificationResult.Failed;
        return isRight && passwordHash is not null;
    }
}
