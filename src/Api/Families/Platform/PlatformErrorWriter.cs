using System.Diagnostics;
using System.Text.Json;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.OAuth;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>
/// Errors of everything under <c>/v1</c>: the bodies of seeds 000 and 001, and for wrong fields Pydantic's
/// <c>{"detail": […]}</c>.
/// </summary>
internal sealed class PlatformErrorWriter(TimeProvider clock) : IErrorWriter
{
    private static readonly Dictionary<string, object> s_noDetails = [];

    public Task WriteAsync(HttpContext http, Error error)
    {
        ErrorHeaders.Add(http, error);
        return WriteBodyAsync(http, error);
    }

    private Task WriteBodyAsync(HttpContext http, Error error) => error switch
    {
        InvalidInputError invalid => WriteDetailAsync(http, invalid),
        AuthenticationError => WriteAsync(http, 401, "AUTHENTICATION_FAILED", error),
        ForbiddenError forbidden => WriteAsync(http, 403, "FORBIDDEN", error, Details(
            ("required_permission", forbidden.RequiredPermission is { } permission ? TokenSecret.Mask(permission) : null), ("reason", forbidden.Reason))),
        NotFoundError missing => WriteAsync(http, 404, "RESOURCE_NOT_FOUND", error, Details(
            ("resource_type", missing.ResourceType), ("resource_id", TokenSecret.Mask(missing.ResourceId)))),
        RouteNotFoundError route => WriteAsync(http, 404, "RESOURCE_NOT_FOUND", error, Details(
            ("resource_type", "route"), ("resource_id", TokenSecret.Mask(route.Path)))),
        MethodNotAllowedError => WriteAsync(http, 405, "METHOD_NOT_ALLOWED", error),
        ConflictError conflict => WriteAsync(http, 409, "CONFLICT", error, Details(("token_id", conflict.TokenId?.ToString()))),
        PreconditionFailedError => WriteAsync(http, 412, "PRECONDITION_FAILED", error),
        PayloadTooLargeError => WriteAsync(http, 413, "PAYLOAD_TOO_LARGE", error),
        RateLimitedError limited => WriteAsync(
            http, 429, "RATE_LIMIT_EXCEEDED", error, Details(("retry_after", RateLimitHeaders.Seconds(limited.RetryAfter)))),
        UnsupportedMediaTypeError => WriteAsync(http, 415, "UNSUPPORTED_MEDIA_TYPE", error),
        OAuthError => WriteAsync(http, 400, "BAD_REQUEST", error),
        MalformedRequestError => WriteAsync(http, 400, "BAD_REQUEST", error),
        StoreUnavailableError => WriteAsync(http, 503, "SERVICE_UNAVAILABLE", error),
        UnexpectedError => WriteAsync(http, 500, "INTERNAL_SERVER_ERROR", error),
        PolicyViolatedError => throw new UnreachableException("Handlers locate broken rules in the request"),
        _ => throw new UnreachableException($"No body for {error.GetType().Name}"),
    };

    private Task WriteAsync(HttpContext http, int status, string code, Error error, Dictionary<string, object>? details = null) =>
        JsonAnswer.WriteAsync(http, status, json =>
        {
            json.WriteStartObject();
            json.WriteString("error", code);
            json.WriteString("message", error.Message);
            json.WriteStartObject("details");
            foreach (var (name, value) in details ?? s_noDetails)
            {
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value);
            }

            json.WriteEndObject();

            // The seed's times name no zone.
            json.WriteString("timestamp", AuditChain.Format(clock.GetUtcNow()).TrimEnd('Z'));
            json.WriteNumber("status_code", status);
            json.WriteEndObject();
        });

    private static Task WriteDetailAsync(HttpContext http, InvalidInputError invalid) =>
        JsonAnswer.WriteAsync(http, 422, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("detail");
            foreach (var error in invalid.Errors)
            {
                json.WriteStartObject();
                json.WriteString("type", error.Problem.Type);
                json.WritePropertyName("loc");
                JsonSerializer.Serialize(json, error.Location);
                json.WriteString("msg", error.Problem.Message);
                json.WritePropertyName("input");
                json.WriteRawValue(error.Echo);
                if (error.Problem.Context is { } context)
                {
                    json.WritePropertyName("ctx");
                    JsonSerializer.Serialize(json, context);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static Dictionary<string, object> Details(params (string Name, object? Value)[] details) =>
        details.Where(detail => detail.Value is not null).ToDictionary(detail => detail.Name, detail => detail.Value!, StringComparer.Ordinal);
}
