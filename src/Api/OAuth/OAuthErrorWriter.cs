using System.Diagnostics;
using TokenPlatform.Api.Families;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.OAuth;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Api.OAuth;

/// <summary>Errors of the OAuth endpoints (RFC 6749 section 5.2; for callers of introspection RFC 6750 section 3.1).</summary>
internal sealed class OAuthErrorWriter : IErrorWriter
{
    public const string Prefix = "/oauth2";

    public Task WriteAsync(HttpContext http, Error error)
    {
        ErrorHeaders.Add(http, error);
        if (error is AuthenticationError && http.Request.Headers.Authorization.ToString().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.Append("WWW-Authenticate", "Basic realm=\"TokenPlatform\"");
        }

        http.Response.Headers.CacheControl = "no-store";
        var (status, code) = AnswerOf(error);
        return JsonAnswer.WriteAsync(http, status, json =>
        {
            json.WriteStartObject();
            json.WriteString("error", code);
            json.WriteString("error_description", Plain(DescriptionOf(error)));
            json.WriteEndObject();
        });
    }

    private static (int Status, string Code) AnswerOf(Error error) => error switch
    {
        OAuthError refused => (400, refused.Code),
        InvalidInputError or MalformedRequestError => (400, "invalid_request"),
        AuthenticationError => (401, "invalid_client"),
        ForbiddenError { RequiredPermission: not null } => (403, "insufficient_scope"),
        ForbiddenError => (403, "unauthorized_client"),
        NotFoundError or RouteNotFoundError => (404, "invalid_request"),
        MethodNotAllowedError => (405, "invalid_request"),
        ConflictError => (409, "invalid_request"),
        PreconditionFailedError => (412, "invalid_request"),
        PayloadTooLargeError => (413, "invalid_request"),
        UnsupportedMediaTypeError => (415, "invalid_request"),
        RateLimitedError => (429, "temporarily_unavailable"),
        UnexpectedError => (500, "server_error"),
        StoreUnavailableError => (503, "temporarily_unavailable"),
        PolicyViolatedError => throw new UnreachableException("Handlers locate broken rules in the request"),
        _ => throw new UnreachableException($"No answer for {error.GetType().Name}"),
    };

    private static string DescriptionOf(Error error) => error switch
    {
        InvalidInputError invalid => string.Join("; ", invalid.Errors.Select(wrong => $"{wrong.Location[^1]}: {wrong.Problem.Message}")),
        ForbiddenError { RequiredPermission: { } permission } => $"{error.Message}: {permission}",
        ForbiddenError { Reason: { } reason } => $"{error.Message}: {reason}",
        _ => error.Message,
    };

    // The characters that section 5.2 allows.
    private static string Plain(string text) =>
        string.Concat(text.Select(c => c is '"' or '\\' ? '\'' : c is >= ' ' and <= '~' ? c : '?'));
}
