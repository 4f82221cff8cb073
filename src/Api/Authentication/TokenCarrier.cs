using System.Net;
using System.Text;

namespace TokenPlatform.Api.Authentication;

/// <summary>Where a request carries its token. The first carrier that is present decides; there is no fall-back.</summary>
/// <param name="Token">What was presented; may be empty or nonsense.</param>
/// <param name="IsCookie">Whether a browser may have sent it by itself.</param>
internal sealed record TokenCarrier(string Token, bool IsCookie)
{
    public const string Cookie = "vai_token";
    private const string ApiKey = "X-API-Key";
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary><c>Authorization: Bearer</c> (RFC 6750 section 2.1), else <c>X-API-Key</c>, else the cookie; null where there is none.</summary>
    public static TokenCarrier? Of(HttpRequest request) =>
        OfHeaders(request) ?? (request.Cookies.TryGetValue(Cookie, out var cookie) ? new(cookie, true) : null);

    /// <summary>
    /// What authenticates a client of the OAuth endpoints: a header, where <c>Authorization: Basic</c> counts, too, with the
    /// token for its password (RFC 6749 section 2.3.1).
    /// </summary>
    public static TokenCarrier? OfClient(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var sent && sent.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            ? new(PasswordOf(sent[Basic.Length..].Trim()), false)
            : OfHeaders(request);

    /// <summary>The same without the cookie.</summary>
    public static TokenCarrier? OfHeaders(HttpRequest request)
    {
        if (request.Headers.Authorization is { Count: > 0 } authorization)
        {
            var value = authorization.ToString();
            return new(value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..].Trim() : string.Empty, false);
        }

        return request.Headers.TryGetValue(ApiKey, out var key) ? new(key.ToString(), false) : null;
    }

    // Both parts are form-encoded before they are joined; what cannot be read is nobody's token.
    private static string PasswordOf(string encoded)
    {
        var pair = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, pair, out var length)
            && Encoding.UTF8.GetString(pair, 0, length).Split(':', 2) is [_, var password]
            ? WebUtility.UrlDecode(password)
            : string.Empty;
    }

    /// <summary>The value of <c>WWW-Authenticate</c> (RFC 6750 section 3).</summary>
    public static string Challenge(HttpRequest request) =>
        request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey(ApiKey) || request.Cookies.ContainsKey(Cookie)
            ? "Bearer error=\"invalid_token\""
            : "Bearer";
}
