using System.Diagnostics;
using System.Text.Json;
using TokenPlatform.Api.Authentication;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.OAuth;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Policies;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Families.OrganizationApiTokens;

/// <summary>
/// Errors of the family of seed 003: <c>{"error":{"code","description","detail":{}}}</c>, marked by a header. Nothing of
/// it is a 401: who presents no token, or none that lives, hears so in a 400 and a 403.
/// </summary>
internal sealed class OrganizationApiTokenErrorWriter : IErrorWriter
{
    public Task WriteAsync(HttpContext http, Error error)
    {
        if (error is not AuthenticationError)
        {
            ErrorHeaders.Add(http, error);
        }

        return WriteAsync(http, BodyOf(http, error));
    }

    private static ErrorBody BodyOf(HttpContext http, Error error) => error switch
    {
        AuthenticationError when TokenCarrier.Of(http.Request) is null =>
            new(400, "missing_api_token", "No API token was presented: it goes in the Authorization header, after Bearer"),
        AuthenticationError => new(403, "invalid_api_token", "The API token is not valid", ("details", "It does not exist, has expired or was revoked")),
        ForbiddenError forbidden => BodyOf(http, forbidden),
        InvalidInputError invalid => ArgumentErrors.BodyOf(invalid),
        NotFoundError { ResourceType: "organization" } => new(404, "organization_not_found", "There is no such organization"),
        NotFoundError => new(404, "api_token_not_found", "There is no such API token"),
        RouteNotFoundError => new(404, "route_not_found", "There is no such route"),
        MethodNotAllowedError => new(405, "method_not_allowed", error.Message),
        ConflictError { TokenId: { } tokenId } => new(409, "conflict", error.Message, ("api_token_id", tokenId.ToString())),
        ConflictError or PreconditionFailedError => new(409, "conflict", error.Message),
        PayloadTooLargeError => new(413, "payload_too_large", error.Message),
        UnsupportedMediaTypeError => new(415, "unsupported_media_type", error.Message),
        RateLimitedError limited => new(429, "rate_limit_reached", error.Message, ("total_permitted", limited.PermittedInAMinute)),
        OAuthError or MalformedRequestError => new(400, "invalid_request", error.Message),
        StoreUnavailableError => new(503, "service_unavailable", error.Message),
        UnexpectedError => new(500, "unhandled_exception", error.Message),
        PolicyViolatedError => throw new UnreachableException("No policy governs this family"),
        _ => throw new UnreachableException($"No body for {error.GetType().Name}"),
    };

    private static ErrorBody BodyOf(HttpContext http, ForbiddenError forbidden) => forbidden switch
    {
        { Scopes: { } scopes } => new(403, "scope_not_granted", "The API token carries none of the scopes that this takes", ("scopes", scopes.Select(TokenSecret.Mask))),
        _ when forbidden.Reason == VerificationCode.IpNotAllowed.ToUpperSnakeCase() => new(
            403, "unauthorized_network_for_api_token", "The API token may not be used from this address", ("ip_address", AddressOf(http))),
        _ => new(403, "permission_denied", forbidden.Message, ("details", forbidden.Reason ?? forbidden.RequiredPermission)),
    };

    private static string? AddressOf(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;

    private static Task WriteAsync(HttpContext http, ErrorBody body)
    {
        http.Response.Headers["x-api-schema"] = "json-error";
        return JsonAnswer.WriteAsync(http, body.Status, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("code", body.Code);
            json.WriteString("description", body.Description);
            json.WriteStartObject("detail");
            foreach (var (name, value) in body.Detail)
            {
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}

/// <summary>An error in the form of the family.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="Code">What went wrong, for programs.</param>
/// <param name="Description">The same for people.</param>
/// <param name="Detail">What else is known, in its order.</param>
internal sealed record ErrorBody(int Status, string Code, string Description, params (string Name, object? Value)[] Detail);
