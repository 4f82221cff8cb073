using Microsoft.AspNetCore.Identity;
using TokenPlatform.Application.Common.Ports;

namespace TokenPlatform.Infrastructure.Security;

/// <summary>The framework's own hasher (PBKDF2, salted), in its own format.</summary>
internal sealed class PasswordHasher : IPasswordHasher
{
    private static readonly PasswordHasher<object> s_hasher = new();

    public string Hash(string password) => s_hasher.HashPassword(s_hasher, password);
}
