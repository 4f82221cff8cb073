using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using TokenPlatform.Api.Settings;

namespace TokenPlatform.Api.Operations.Cors;

/// <summary>
/// Lets pages of the origins in <c>Server:CorsOrigins</c> call the API from a browser: with a token in a header, never
/// with the cookie. Unless set, no page of another origin reads an answer.
/// </summary>
internal static class CorsOrigins
{
    private const string Key = "Server:CorsOrigins";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="SettingsException">An entry is no origin.</exception>
    public static void AddCorsOrigins(this WebApplicationBuilder builder)
    {
        var origins = Read(builder.Configuration);
        if (origins.Count > 0)
        {
            builder.Services.AddCors(options => options.AddDefaultPolicy(policy => Build(policy, origins)));
        }
    }

    /// <summary>Before routing, which would refuse a preflight's OPTIONS.</summary>
    public static void UseCorsOrigins(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<CorsOptions>>().Value;
        if (options.GetPolicy(options.DefaultPolicyName) is not null)
        {
            app.UseCors();
        }
    }

    private static void Build(CorsPolicyBuilder policy, IReadOnlyList<string> origins) => policy
        .WithOrigins([.. origins])
        .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
        .WithHeaders("Authorization", "Content-Type", "If-Match", "Idempotency-Key", "X-API-Key", "X-Request-Id")
        .WithExposedHeaders("ETag", "Location", "X-Request-Id", "Retry-After", "RateLimit", "RateLimit-Policy")
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10));

    private static IReadOnlyList<string> Read(ConfigurationManager configuration)
    {
        var section = configuration.GetSection(Key);
        var texts = section.GetChildren().Select(child => child.Value).Append(section.Value)
            .SelectMany(text => (text ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return [.. texts.Select(OriginOf).Distinct(StringComparer.Ordinal)];
    }

    // To the letter as browsers send it, or the setting would silently match nothing (RFC 6454 section 6.2).
    private static string OriginOf(string text)
    {
        var isOrigin = Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.GetLeftPart(UriPartial.Authority) == text
            && url.UserInfo.Length == 0
            && text.All(char.IsAscii);
        return isOrigin ? text : throw new SettingsException($"{Key} must be origins such as https://app.example.com, separated by ';', not '{text}'");
    }
}
