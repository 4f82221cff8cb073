using System.Collections.Concurrent;
using TokenPlatform.Api.Families.Platform;
using TokenPlatform.Api.Gateway;
using TokenPlatform.Api.OAuth;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Operations;

/// <summary>What may be said of where a request went, where others read it.</summary>
internal static class RequestRoute
{
    private const int LongestPath = 256;

    /// <summary>How often a path may be escaped before it is not shown at all.</summary>
    private const int MostEscapes = 4;

    // As many as there are routes.
    private static readonly ConcurrentDictionary<string, string> s_templates = new(StringComparer.Ordinal);

    /// <summary>The route's template, one of few; null where no route took the request.</summary>
    public static string? TemplateOf(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } template } ? s_templates.GetOrAdd(template, static text => text.StartsWith('/') ? text : $"/{text}")
        : http.Request.Path.StartsWithSegments(GatewayMiddleware.Route, StringComparison.Ordinal) ? GatewayMiddleware.Route
        : null;

    /// <summary>Whether it is asked for every request of somebody's API: such requests leave no line in the log but at Debug, or where they broke.</summary>
    public static bool IsAskedForEachRequest(string? template) => template is GatewayMiddleware.Route or VerifyShortcut.Path or OAuthEndpoints.Introspection or MeController.Path;

    /// <summary>The template, else the path, unescaped, without tokens and cut to a length. Never the query.</summary>
    public static string ShownOf(HttpContext http) => TemplateOf(http) ?? Mask(http.Request.Path.Value ?? string.Empty);

    /// <summary>A path as it may be shown.</summary>
    public static string Mask(string path)
    {
        for (var i = 0; i < MostEscapes; i++)
        {
            var unescaped = Uri.UnescapeDataString(path);
            if (unescaped == path)
            {
                var masked = TokenSecret.Mask(path);
                return masked.Length <= LongestPath ? masked : $"{masked[..LongestPath]}…";
            }

            path = unescaped;
        }

        return "…";
    }
}
