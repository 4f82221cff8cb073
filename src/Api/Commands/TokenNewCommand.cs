using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Commands;

/// <summary>Prints a personal token's plaintext that nobody has yet.</summary>
internal static class TokenNewCommand
{
    public static int Run()
    {
        Console.WriteLine(TokenSecret.Generate(SecretKind.Personal).Reveal());
        return 0;
    }
}
