using System.Globalization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TokenPlatform.Api.Families;

namespace TokenPlatform.Api.Operations.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can serve. Both before authentication, which
/// would ask the store about a token that a probe sends along.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>When to ask again, in seconds.</summary>
    private const int RetryAfterSeconds = 5;

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<StoreCheck>("store");

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteLiveAsync }).Open();
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteReadyAsync }).Open();
    }

    private static void Open(this IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head])).ShortCircuit();

    private static Task WriteLiveAsync(HttpContext http, HealthReport report) =>
        JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("status", "live");
            json.WriteEndObject();
        });

    private static Task WriteReadyAsync(HttpContext http, HealthReport report)
    {
        var ready = report.Status == HealthStatus.Healthy;
        if (!ready)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return JsonAnswer.WriteAsync(http, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteStartObject();
            json.WriteString("status", ready ? "ready" : "not_ready");
            json.WriteStartObject("checks");
            foreach (var (name, check) in report.Entries)
            {
                json.WriteStartObject(name);
                json.WriteString("status", check.Status == HealthStatus.Healthy ? "ok" : "failed");
                if (check.Description is { } sentence)
                {
                    json.WriteString(check.Status == HealthStatus.Healthy ? "advice" : "reason", sentence);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
