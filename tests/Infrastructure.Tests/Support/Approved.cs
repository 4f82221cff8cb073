using System.Runtime.CompilerServices;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>
/// Texts that somebody looked at and took. A run with TOKENPLATFORM_APPROVE=1 takes what there is now: read the difference
/// before you commit it.
/// </summary>
internal static class Approved
{
    public static void AssertSame(string name, string text, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, "Approved", name);
        if (Environment.GetEnvironmentVariable("TOKENPLATFORM_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.That(text, Is.EqualTo(File.ReadAllText(file).ReplaceLineEndings("\n")), $"Take it with TOKENPLATFORM_APPROVE=1 if it is meant: {file}");
    }
}
