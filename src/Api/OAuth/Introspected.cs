using System.Text.Json;
using TokenPlatform.Api.Families;
using TokenPlatform.Application.Common.Authorization;

namespace TokenPlatform.Api.OAuth;

/// <summary>The answer of introspection (RFC 7662 section 2.2), with <c>org_id</c>, <c>permissions</c> and <c>endpoint_paths</c> beside.</summary>
internal static class Introspected
{
    public static Task WriteAsync(HttpContext http, TokenHolder? holder, string issuer)
    {
        http.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("active", holder is not null);
            if (holder is not null)
            {
                Write(json, holder, issuer);
            }

            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, TokenHolder holder, string issuer)
    {
        var token = holder.Token.Token;
        json.WriteString("scope", string.Join(' ', token.Limits.Scopes));
        WriteIfSet(json, "client_id", token.AppId);
        if (holder.User is { } user)
        {
            json.WriteString("username", user.User.Email);
        }

        json.WriteString("token_type", "Bearer");
        if (token.EndsAt is { } end)
        {
            json.WriteNumber("exp", end.ToUnixTimeSeconds());
        }

        json.WriteNumber("iat", token.IssuedAt.ToUnixTimeSeconds());
        WriteIfSet(json, "sub", token.UserId ?? token.AppId ?? token.OrganizationId);
        json.WriteString("iss", issuer);
        json.WriteString("jti", token.TokenId);
        WriteIfSet(json, "org_id", token.OrganizationId);
        WriteList(json, "permissions", token.Limits.Permissions);
        WriteList(json, "endpoint_paths", token.Limits.EndpointPaths);
    }

    private static void WriteIfSet(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
