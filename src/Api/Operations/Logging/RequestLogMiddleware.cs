namespace TokenPlatform.Api.Operations.Logging;

/// <summary>
/// One line for each request, once it is answered. It names the route's template, or a masked path where no route
/// matched; never a query, a header or a body.
/// </summary>
internal sealed partial class RequestLogMiddleware(RequestDelegate next, TimeProvider clock, ILogger<RequestLogMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var started = clock.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var level = http.Response.StatusCode < 500 && RequestRoute.IsAskedForEachRequest(http) ? LogLevel.Debug : LogLevel.Information;
            if (logger.IsEnabled(level))
            {
                var (path, status) = (RequestRoute.ShownOf(http), AnsweredStatus.Of(http));
                var elapsed = clock.GetElapsedTime(started).TotalMilliseconds;
                Answered(level, http.Request.Method, path, status, elapsed);
            }
        }
    }

    [LoggerMessage(Message = "{Method} {Path} answered {Status} in {ElapsedMs:0.0} ms")]
    private partial void Answered(LogLevel level, string method, string path, int status, double elapsedMs);
}
