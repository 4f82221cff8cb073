using System.Globalization;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Ports;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Http;

/// <summary>Tells callers with a rate-limited token how they stand (draft-ietf-httpapi-ratelimit-headers).</summary>
internal sealed class RateLimitHeaders(IRateLimiter limiter)
{
    /// <summary>Has the answer tell the rate of a request's caller.</summary>
    /// <param name="http">The request.</param>
    /// <param name="context">Its caller, known by now, and what it takes of the rate until the answer begins.</param>
    public void Tell(HttpContext http, RequestContext context)
    {
        if (context.Caller?.Token is { Limits.Rate: not null })
        {
            http.Response.OnStarting(() => WriteAsync(http, context));
        }
    }

    /// <summary>Whole seconds, rounded up: whoever waits as long as told is not refused again.</summary>
    public static long? Seconds(TimeSpan? span) => span is { } wait ? (long)Math.Ceiling(wait.TotalSeconds) : null;

    private async Task WriteAsync(HttpContext http, RequestContext context)
    {
        if (context.Caller is { Token.Limits.Rate: { } limit } caller)
        {
            // What spent nothing, such as a refusal, is told the rate all the same.
            Write(http.Response, context.Rate ?? await limiter.SpendAsync(caller.Token.TokenId, limit, 0, http.RequestAborted));
        }
    }

    private static void Write(HttpResponse response, RateDecision rate)
    {
        var window = ((rate.Limit.Burst * (long)rate.Limit.Period) + rate.Limit.Count - 1) / rate.Limit.Count;
        response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"token\";q={rate.Limit.Burst};w={window}");
        if (!rate.IsAllowed)
        {
            response.Headers.RetryAfter = Seconds(rate.RetryAfter)?.ToString(CultureInfo.InvariantCulture);
        }

        response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"token\";r={rate.Remaining};t={Seconds(rate.ResetAfter)}");
    }
}
