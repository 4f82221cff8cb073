using Microsoft.Extensions.Primitives;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>Swagger UI at <c>/docs</c>. The page and its first script are ours, so that nothing in it is inline; the rest is the package's.</summary>
internal static class DocsPage
{
    /// <summary>Nothing but what this server serves; the style sheet draws its arrows from <c>data:</c>.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Prefix = "/docs";
    private const string Index = "index.html";
    private const string Initializer = "initializer.js";

    public static void MapDocsPage(this IEndpointRouteBuilder routes)
    {
        var assets = routes.CreateApplicationBuilder();
        assets.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = new StringValues(Policy);
            if (http.GetRouteValue("file") is null)
            {
                http.Request.Path = $"{Prefix}/{Index}";
            }

            return next(http);
        });
        assets.UseSwaggerUI(options =>
        {
            options.RoutePrefix = Prefix.TrimStart('/');
            options.IndexStream = () => Read(Index);
        });
        assets.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        routes.MapGet($"{Prefix}/{{file?}}", assets.Build()).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet($"{Prefix}/{Initializer}", () => TypedResults.Stream(Read(Initializer), "text/javascript")).AllowAnonymous().ExcludeFromDescription();
    }

    private static Stream Read(string file) =>
        typeof(DocsPage).Assembly.GetManifestResourceStream(typeof(DocsPage), $"Page.{file}")!;
}
