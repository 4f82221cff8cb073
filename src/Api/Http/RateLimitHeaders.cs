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
            http.Response.OnStarting(() => context.Caller is { Token: var token } ? WriteAsync(http, token, context.Rate) : Task.CompletedTask);
        }
    }

    /// <summary>Tells the rate of a token in an answer that has not begun.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">The token; one without a rate has nothing to tell.</param>
    /// <param name="taken">What the request took of the rate; null where it took nothing, such as a refusal, which is told the rate all the same.</param>
    public async Task WriteAsync(HttpContext http, Token token, RateDecision? taken)
    {
        if (token.Limits.Rate is { } limit)
        {
            Write(http.Response, taken ?? await limiter.SpendAsync(token.TokenId, limit, 0, http.RequestAborted));
        }
    }

    /// <summary>Whole seconds, rounded up: whoever waits as long as told is not refused again.</summary>
    public static long? Seconds(TimeSpan? span) => span is { } wait ? (long)Math.Ceiling(wait.TotalSeconds) : null;

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
