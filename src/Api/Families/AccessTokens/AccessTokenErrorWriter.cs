using System.Diagnostics;
using System.Text.Json;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.OAuth;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;

namespace TokenPlatform.Api.Families.AccessTokens;

/// <summary>
/// Errors of everything under <c>/api/v1</c>, as FastAPI writes them: <c>{"detail": "sentence"}</c>, and for wrong
/// fields the list of seed 002.
/// </summary>
internal sealed class AccessTokenErrorWriter : IErrorWriter
{
    public Task WriteAsync(HttpContext http, Error error)
    {
        ErrorHeaders.Add(http, error);
        return error is InvalidInputError invalid ? WriteDetailAsync(http, invalid) : WriteDetailAsync(http, StatusOf(error), SentenceOf(error));
    }

    private static int StatusOf(Error error) => error switch
    {
        MalformedRequestError or OAuthError => 400,
        AuthenticationError => 401,
        ForbiddenError => 403,
        NotFoundError or RouteNotFoundError => 404,
        MethodNotAllowedError => 405,
        ConflictError => 409,
        PreconditionFailedError => 412,
        PayloadTooLargeError => 413,
        UnsupportedMediaTypeError => 415,
        RateLimitedError => 429,
        UnexpectedError => 500,
        StoreUnavailableError => 503,
        PolicyViolatedError => throw new UnreachableException("Handlers locate broken rules in the request"),
        _ => throw new UnreachableException($"No body for {error.GetType().Name}"),
    };

    private static string SentenceOf(Error error) =>
        error is ForbiddenError { Reason: var reason, RequiredPermission: var permission } ? $"{error.Message}: {reason ?? permission}" : error.Message;

    private static Task WriteDetailAsync(HttpContext http, int status, string sentence) => JsonAnswer.WriteAsync(http, status, json =>
    {
        json.WriteStartObject();
        json.WriteString("detail", sentence);
        json.WriteEndObject();
    });

    private static Task WriteDetailAsync(HttpContext http, InvalidInputError invalid) => JsonAnswer.WriteAsync(http, 422, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("detail");
        foreach (var error in invalid.Errors)
        {
            json.WriteStartObject();
            json.WritePropertyName("loc");
            JsonSerializer.Serialize(json, error.Location);
            json.WriteString("msg", error.Problem.Message);
            json.WriteString("type", error.Problem.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
