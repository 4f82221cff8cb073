using System.Text.Json;
using MediatR;
using TokenPlatform.Api.Authentication;
using TokenPlatform.Api.Families;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.OAuth.Introspect;
using TokenPlatform.Application.OAuth.Refresh;
using TokenPlatform.Application.OAuth.Revoke;
using TokenPlatform.Application.Tokens;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Api.OAuth;

/// <summary>What other systems know how to ask: introspection (RFC 7662), revocation (RFC 7009), refresh (RFC 6749) and where these are (RFC 8414).</summary>
internal static class OAuthEndpoints
{
    public const string Introspection = $"{OAuthErrorWriter.Prefix}/introspect";
    public const string Revocation = $"{OAuthErrorWriter.Prefix}/revoke";
    public const string Token = $"{OAuthErrorWriter.Prefix}/token";
    public const string Metadata = "/.well-known/oauth-authorization-server";

    public static void MapOAuth(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Introspection, IntrospectAsync).ExcludeFromDescription();
        routes.MapPost(Revocation, RevokeAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(Token, RefreshAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(Metadata, ShowMetadata).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task IntrospectAsync(
        HttpContext http, IMediator mediator, IDirectCall<IntrospectTokenQuery, TokenHolder?> direct, PlatformSettings settings)
    {
        var form = await FormFields.ReadAsync(http.Request, http.RequestAborted);
        var query = new IntrospectTokenQuery(form["token"]);
        var found = query.Token.HasValue ? await direct.SendAsync(query, http.RequestAborted) : await mediator.Send(query, http.RequestAborted);
        await AnswerAsync(http, found, holder => Introspected.WriteAsync(http, holder, settings.IssuerFor(http.Request)));
    }

    private static async Task RevokeAsync(HttpContext http, IMediator mediator, RequestContext context, FailedAuthentications failures)
    {
        if (await IsRefusedAsync(http, context, failures))
        {
            return;
        }

        var form = await FormFields.ReadAsync(http.Request, http.RequestAborted);
        var revoked = TokenCarrier.OfClient(http.Request) is not null && context.Caller is null
            ? new AuthenticationError()
            : await mediator.Send(new RevokeTokenCommand(form["token"]), http.RequestAborted);
        NoteUnlessProven(context, failures);
        await AnswerAsync(http, revoked, _ =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }

    private static async Task RefreshAsync(HttpContext http, IMediator mediator, RequestContext context, FailedAuthentications failures)
    {
        if (await IsRefusedAsync(http, context, failures))
        {
            return;
        }

        var form = await FormFields.ReadAsync(http.Request, http.RequestAborted);
        var command = new RefreshTokenCommand { GrantType = form["grant_type"], RefreshToken = form["refresh_token"], Scope = form["scope"] };
        var issued = await mediator.Send(command, http.RequestAborted);
        NoteUnlessProven(context, failures);
        await AnswerAsync(http, issued, pair => WriteTokensAsync(http, pair));
    }

    private static async Task<bool> IsRefusedAsync(HttpContext http, RequestContext context, FailedAuthentications failures)
    {
        if (context.Caller is not null || failures.RefusalOf(context.Address) is not { } refusal)
        {
            return false;
        }

        await http.RequestServices.GetRequiredService<SlowRefusals>().WaitAsync(http.RequestAborted);
        await http.RequestServices.GetRequiredService<FamilyErrors>().WriteAsync(http, refusal);
        return true;
    }

    // The credential is in the body: what there was no token for is a guess.
    private static void NoteUnlessProven(RequestContext context, FailedAuthentications failures)
    {
        if (context.Caller is null && context.Bearer is null)
        {
            failures.Note(context.Address);
        }
    }

    private static Task WriteTokensAsync(HttpContext http, IssuedToken issued)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        return JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("access_token", issued.Secret.Reveal());
            json.WriteString("token_type", "Bearer");
            if (issued.Token.ExpiresAt is { } end)
            {
                json.WriteNumber("expires_in", (long)(end - issued.Token.IssuedAt).TotalSeconds);
            }

            json.WriteString("refresh_token", issued.RefreshSecret!.Reveal());
            json.WriteString("scope", string.Join(' ', issued.Token.Limits.Scopes));
            json.WriteEndObject();
        });
    }

    private static Task ShowMetadata(HttpContext http, PlatformSettings settings)
    {
        var issuer = settings.IssuerFor(http.Request);
        return JsonAnswer.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("issuer", issuer);
            json.WriteString("token_endpoint", issuer + Token);
            WriteList(json, "token_endpoint_auth_methods_supported", "none");
            WriteList(json, "grant_types_supported", "refresh_token");
            WriteList(json, "response_types_supported");
            json.WriteString("introspection_endpoint", issuer + Introspection);
            WriteList(json, "introspection_endpoint_auth_methods_supported", "client_secret_basic");
            json.WriteString("revocation_endpoint", issuer + Revocation);
            WriteList(json, "revocation_endpoint_auth_methods_supported", "none", "client_secret_basic");
            json.WriteString("service_documentation", $"{issuer}/docs");
            json.WriteEndObject();
        });
    }

    private static void WriteList(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static Task AnswerAsync<T>(HttpContext http, Result<T> result, Func<T, Task> success) =>
        result.IsSuccess
            ? success(result.Value)
            : http.RequestServices.GetRequiredService<FamilyErrors>().WriteAsync(http, result.Error);
}
