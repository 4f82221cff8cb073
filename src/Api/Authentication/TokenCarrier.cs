namespace TokenPlatform.Api.Authentication;

/// <summary>Where a request carries its token. The first carrier that is present decides; there is no fall-back.</summary>
/// <param name="Token">What was presented; may be empty or nonsense.</param>
/// <param name="IsCookie">Whether a browser may have sent it by itself.</param>
internal sealed record TokenCarrier(string Token, bool IsCookie)
{
    public const string Cookie = "vai_token";
    private const string Bearer = "Bearer ";

    /// <summary><c>Authorization: Bearer</c> (RFC 6750 section 2.1), else <c>X-API-Key</c>, else the cookie; null where there is none.</summary>
    public static TokenCarrier? Of(HttpRequest request) =>
        OfHeaders(request) ?? (request.Cookies.TryGetValue(Cookie, out var cookie) ? new(cookie, true) : null);

    /// <summary>The same without the cookie.</summary>
    public static TokenCarrier? OfHeaders(HttpRequest request)
    {
        if (request.Headers.Authorization is { Count: > 0 } authorization)
        {
            var value = authorization.ToString();
            return new(value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..].Trim() : string.Empty, false);
        }

        return request.Headers.TryGetValue("X-API-Key", out var key) ? new(key.ToString(), false) : null;
    }

    /// <summary>The value of <c>WWW-Authenticate</c> (RFC 6750 section 3).</summary>
    public static string Challenge(HttpRequest request) => Of(request) is null ? "Bearer" : "Bearer error=\"invalid_token\"";
}
