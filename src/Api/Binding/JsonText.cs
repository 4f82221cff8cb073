using System.Diagnostics.CodeAnalysis;

namespace TokenPlatform.Api.Binding;

/// <summary>Text of JSON. The reader throws on escapes that make half a surrogate pair; here that is an answer.</summary>
internal static class JsonText
{
    public static bool TryRead(Func<string> read, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = read();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
