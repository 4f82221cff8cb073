using Microsoft.AspNetCore.Http.Features;
using TokenPlatform.Api.Authentication;
using TokenPlatform.Api.Families;
using TokenPlatform.Api.Http;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Gateway;

/// <summary>
/// Answers proxies: 200 lets the request that they hold back through, 401, 403 and 429 do not. It stands before our
/// own authentication, since the token that it judges is the request's and not a caller's of ours.
/// </summary>
internal sealed class GatewayMiddleware(
    RequestDelegate next,
    FamilyErrors families,
    TokenVerifier verifier,
    RateLimitHeaders rates,
    Visibility visibility,
    PermissionReader permissions,
    PlatformSettings settings)
{
    public const string Route = "/gateway/authorize";

    private const int MaxPermissionsLength = 2048;

    private readonly GatewayQuestion.Known _questions = new(permissions, settings.GatewayAllowsAnyOrganization);

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(Route, StringComparison.Ordinal, out _))
        {
            await next(http);
            return;
        }

        if (await JudgeAsync(http) is { } refusal)
        {
            await families.WriteAsync(http, refusal);
        }
    }

    private async ValueTask<Error?> JudgeAsync(HttpContext http)
    {
        var (question, fault) = _questions.Read(http.Request.QueryString.Value ?? string.Empty);
        if (question is null)
        {
            return new MalformedRequestError(fault!);
        }

        var carrier = TokenCarrier.OfHeaders(http.Request);
        var holder = await verifier.FindAsync(carrier?.Token, http.RequestAborted);
        var organizationId = question.OrganizationId ?? holder?.Token.Token.OrganizationId;
        if (holder is null || (organizationId is { } id && !await visibility.IsVisibleAsync(holder, id, http.RequestAborted)))
        {
            VerificationMeter.Count(VerificationCode.NotFound);
            return new AuthenticationError();
        }

        // Whoever holds what was a token once is told no more than whoever holds nonsense, and as fast.
        if (verifier.JudgeLife(holder, organizationId) is not VerificationCode.Valid and var dead)
        {
            VerificationMeter.Count(dead);
            return new AuthenticationError();
        }

        var token = holder.Token.Token;
        var (path, isAmbiguous) = GatewayPath.Find(http.Request, AppendedPath(http));
        if (isAmbiguous || (path is not null && !RequestPath.IsTaken(path)))
        {
            await rates.WriteAsync(http, token, taken: null);
            return new ForbiddenError(null, "path");
        }

        var (code, rate) = await verifier.VerifyAsync(holder, organizationId, CallOf(question, path, http), 1, http.RequestAborted);
        await rates.WriteAsync(http, token, rate);
        VerificationMeter.Count(code);
        if (code == VerificationCode.Valid)
        {
            Tell(http.Response, token, question.OrganizationText);
            return null;
        }

        return RefusalOf(code, question, FirstMissing(question, holder, organizationId), rate?.RetryAfter);
    }

    private static string FirstMissing(GatewayQuestion question, TokenHolder holder, Guid? organizationId)
    {
        var authority = holder.Token.AuthorityFor(holder.OwnerIn(organizationId).Role);
        return question.Needed.FirstOrDefault(permission => !authority.Allows(permission)).ToString();
    }

    private static VerificationCall CallOf(GatewayQuestion question, string? path, HttpContext http) => new()
    {
        Judged = JudgedLimits.All,
        Address = http.Connection.RemoteIpAddress,
        EndpointPath = path,
        WorkspaceId = question.WorkspaceId,
        NamespaceId = question.NamespaceId,
        EnvironmentId = question.EnvironmentId,
        Needed = question.Needed,
    };

    private static Error RefusalOf(VerificationCode code, GatewayQuestion question, string missing, TimeSpan? retryAfter) => code switch
    {
        VerificationCode.IpNotAllowed or VerificationCode.EndpointNotAllowed or VerificationCode.ResourceNotAllowed =>
            new ForbiddenError(null, code.ToUpperSnakeCase()),
        VerificationCode.InsufficientPermissions => new ForbiddenError(missing),
        VerificationCode.RateLimited when question.LimitStatus == StatusCodes.Status403Forbidden =>
            new ForbiddenError(null, code.ToUpperSnakeCase()),
        VerificationCode.RateLimited => new RateLimitedError(retryAfter),
        _ => new AuthenticationError(),
    };

    private static void Tell(HttpResponse response, Token token, string? organization)
    {
        response.Headers["X-Token-Id"] = token.TokenId.ToString();
        response.Headers["X-Token-Owner"] = (token.UserId ?? token.AppId ?? token.OrganizationId)?.ToString();
        response.Headers["X-Token-Organization"] = organization ?? token.OrganizationId?.ToString();
        if (string.Join(" ", token.Limits.Carried) is { Length: <= MaxPermissionsLength } permissions)
        {
            response.Headers["X-Token-Permissions"] = permissions;
        }
    }

    // As it stood in the request line: the server unescapes what it shows as a path.
    private static string AppendedPath(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        return target.StartsWith(Route, StringComparison.Ordinal) && target[Route.Length..] is ['/', ..] appended
            ? appended.Split('?')[0]
            : string.Empty;
    }
}
