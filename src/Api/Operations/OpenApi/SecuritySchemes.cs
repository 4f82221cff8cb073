using Microsoft.OpenApi;
using TokenPlatform.Api.Authentication;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The ways to present a token.</summary>
internal static class SecuritySchemes
{
    /// <summary>For clients of the OAuth endpoints, beside the others.</summary>
    public const string Basic = "basic";

    public static Dictionary<string, IOpenApiSecurityScheme> All => new(StringComparer.Ordinal)
    {
        ["bearer"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "`Authorization: Bearer` and the token. Of several carriers this one decides.",
        },
        ["apiKey"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "X-API-Key",
            Description = "The token, where there is no `Authorization`.",
        },
        ["cookie"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = TokenCarrier.Cookie,
            Description = "The token, where no header has one. Writes need an `Origin` or `Referer` of this server.",
        },
        [Basic] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "basic",
            Description = "`Authorization: Basic` with the token for its password, at the OAuth endpoints. Any user name will do.",
        },
    };

    /// <summary>Any one of those that all routes take.</summary>
    public static IEnumerable<OpenApiSecurityRequirement> Alternatives(OpenApiDocument document) =>
        All.Keys.Where(name => name != Basic).Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] });
}
