using System.Globalization;
using TokenPlatform.Api.Authentication;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Api.Families;

/// <summary>What HTTP itself says of an error, whatever the family's body.</summary>
internal static class ErrorHeaders
{
    /// <summary>Adds <c>WWW-Authenticate</c> to a 401, and <c>Retry-After</c> to a 429 or 503 that will pass.</summary>
    public static void Add(HttpContext http, Error error)
    {
        switch (error)
        {
            case AuthenticationError:
                http.Response.Headers.WWWAuthenticate = TokenCarrier.Challenge(http.Request);
                break;
            case RateLimitedError { RetryAfter: { } wait }:
                http.Response.Headers.RetryAfter = RateLimitHeaders.Seconds(wait)!.Value.ToString(CultureInfo.InvariantCulture);
                break;
            case StoreUnavailableError:
                http.Response.Headers.RetryAfter = StoreUnavailableError.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                break;
        }
    }
}
