using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Commands;

/// <summary>
/// Hands out the first administrator's token, once: to a person at a terminal on the screen, else into a file that
/// only its owner can read. It never passes through a log.
/// </summary>
internal static class FirstStart
{
    private const string FileName = "bootstrap-token";

    /// <summary>Hands the token out.</summary>
    /// <returns>How a shell writes the token.</returns>
    public static string Announce(TokenSecret secret, string folder)
    {
        if (!Console.IsOutputRedirected)
        {
            Console.WriteLine("First start. This is the administrator's token; it is shown this once:");
            Console.WriteLine();
            Console.WriteLine($"  {secret.Reveal()}");
            Console.WriteLine();
            return secret.Reveal();
        }

        var path = Write(secret, folder);
        Console.WriteLine($"First start. The administrator's token is in {path} (readable by its owner only).");
        return $"$(cat {path})";
    }

    /// <summary>Shows a first request, once the server listens.</summary>
    public static void Suggest(string credential, string baseAddress)
    {
        Console.WriteLine("Try:");
        Console.WriteLine($"  curl -H \"Authorization: Bearer {credential}\" {baseAddress}/v1/me");
    }

    /// <summary>Prints a token at a terminal, or names the file that it was written to.</summary>
    public static void HandOut(TokenSecret secret, string folder)
    {
        if (!Console.IsOutputRedirected)
        {
            Console.WriteLine(secret.Reveal());
            return;
        }

        Console.WriteLine($"The token is in {Write(secret, folder)} (readable by its owner only).");
    }

    private static string Write(TokenSecret secret, string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(folder, FileName));
        File.Delete(path);
        using var writer = PrivateFile.Create(path);
        writer.WriteLine(secret.Reveal());
        return path;
    }
}
