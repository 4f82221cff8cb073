namespace TokenPlatform.Api.Operations.Metrics;

/// <summary>Measures each request, once it is answered.</summary>
internal sealed class RequestMetricsMiddleware(RequestDelegate next, TimeProvider clock)
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
            RequestMeter.Record(http.Request.Method, RequestRoute.TemplateOf(http), AnsweredStatus.Of(http), clock.GetElapsedTime(started));
        }
    }
}
