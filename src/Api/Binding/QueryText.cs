using System.Net;
using System.Text;
using System.Text.Unicode;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Binding;

/// <summary>The text of a query.</summary>
internal static class QueryText
{
    /// <summary>The location of the query as a whole.</summary>
    public const string Part = "query";

    private static readonly InputError s_notUtf8 = new([Part], "null", InputProblems.Value("the query is not UTF-8"));

    /// <summary>What is wrong with a query as a whole; null where nothing is.</summary>
    /// <remarks>The framework leaves escapes that are no UTF-8 as they stand, which would keep another text than was sent.</remarks>
    public static InputError? Judge(string? query)
    {
        var bytes = Encoding.UTF8.GetBytes(query ?? string.Empty);
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)) ? null : s_notUtf8;
    }
}
