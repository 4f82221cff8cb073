using System.Text;

namespace TokenPlatform.Api.Operations.Metrics;

/// <summary><c>/metrics</c> for Prometheus, before authentication.</summary>
internal static class MetricsEndpoint
{
    public static void AddMetricsPage(this IServiceCollection services) => services.AddSingleton<MetricsScraper>();

    public static void MapMetricsPage(this IEndpointRouteBuilder routes)
    {
        // Made here, so that it misses nothing before the first scrape.
        routes.ServiceProvider.GetRequiredService<MetricsScraper>();
        routes.MapMethods("/metrics", [HttpMethods.Get, HttpMethods.Head], WriteAsync).ShortCircuit();
    }

    private static async Task WriteAsync(HttpContext http)
    {
        var page = Encoding.UTF8.GetBytes(http.RequestServices.GetRequiredService<MetricsScraper>().Scrape());
        http.Response.ContentType = PrometheusText.ContentType;
        http.Response.ContentLength = page.Length;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(page, http.RequestAborted);
    }
}
