using TokenPlatform.Api.Settings;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Authentication;

/// <summary>The cookie in which a browser keeps its session, out of the reach of scripts.</summary>
internal static class SessionCookie
{
    /// <summary>For as long as the session can live at most; whether it still does is judged when it comes back.</summary>
    public static void SetSession(this HttpResponse response, TokenSecret secret) =>
        response.Cookies.Append(TokenCarrier.Cookie, secret.Reveal(), OptionsFor(response.HttpContext, Token.SessionLife));

    public static void DeleteSession(this HttpResponse response) =>
        response.Cookies.Delete(TokenCarrier.Cookie, OptionsFor(response.HttpContext, maxAge: null));

    private static CookieOptions OptionsFor(HttpContext http, TimeSpan? maxAge)
    {
        var settings = http.RequestServices.GetRequiredService<PlatformSettings>();
        return new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = settings.PublicUrl is { } url ? url.Scheme == Uri.UriSchemeHttps : http.Request.IsHttps,
            Path = "/",
            MaxAge = maxAge,
        };
    }
}
