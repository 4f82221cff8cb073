using TokenPlatform.Api.Operations.Metrics;

namespace TokenPlatform.Api.Operations;

/// <summary>
/// Takes down each request once it is answered: in the metrics, and as one line of the log, which names the route's template,
/// or a masked path where no route matched; never a query, a header or a body.
/// </summary>
internal sealed partial class AnsweredRequests(RequestDelegate next, TimeProvider clock, ILogger<AnsweredRequests> logger)
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
            TakeDown(http, clock.GetElapsedTime(started));
        }
    }

    private void TakeDown(HttpContext http, TimeSpan elapsed)
    {
        var (template, status) = (RequestRoute.TemplateOf(http), StatusOf(http));
        RequestMeter.Record(http.Request.Method, template, status, elapsed);
        var level = status < 500 && RequestRoute.IsAskedForEachRequest(template) ? LogLevel.Debug : LogLevel.Information;
        if (logger.IsEnabled(level))
        {
            var (path, milliseconds) = (template ?? RequestRoute.ShownOf(http), elapsed.TotalMilliseconds);
            Answered(level, http.Request.Method, path, status, milliseconds);
        }
    }

    // 499, as proxies have it, where the client left before there was an answer.
    private static int StatusOf(HttpContext http) =>
        !http.Response.HasStarted && http.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest : http.Response.StatusCode;

    [LoggerMessage(Message = "{Method} {Path} answered {Status} in {ElapsedMs:0.0} ms")]
    private partial void Answered(LogLevel level, string method, string path, int status, double elapsedMs);
}
