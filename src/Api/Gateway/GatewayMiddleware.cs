using Microsoft.AspNetCore.Http.Features;
using TokenPlatform.Api.Authentication;
using TokenPlatform.Api.Families;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Gateway;

/// <summary>
/// Answers proxies: 200 lets the request that they hold back through, 401, 403 and 429 do not. It stands before our
/// own authentication, since the token that it judges is the request's and not a caller's of ours.
/// </summary>
internal sealed class GatewayMiddleware(RequestDelegate next, FamilyErrors families, PermissionReader permissions, PlatformSettings settings)
{
    public const string Route = "/gateway/authorize";

    private const int MaxPermissionsLength = 2048;

    public async Task InvokeAsync(HttpContext http, TokenVerifier verifier, Visibility visibility, RequestContext context)
    {
        if (!http.Request.Path.StartsWithSegments(Route, StringComparison.Ordinal, out _))
        {
            await next(http);
            return;
        }

        if (await JudgeAsync(http, verifier, visibility, context) is { } refusal)
        {
            await families.WriteAsync(http, refusal);
        }
    }

    private async Task<Error?> JudgeAsync(HttpContext http, TokenVerifier verifier, Visibility visibility, RequestContext context)
    {
        var (question, fault) = GatewayQuestion.Read(http.Request, AppendedPath(http), permissions, settings.GatewayAllowsAnyOrganization);
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

        context.Address = http.Connection.RemoteIpAddress;
        context.Caller = new Caller(holder, http.Connection.RemoteIpAddress, question.Path ?? Route, IsForeignWrite: false);
        if (question.IsPathAmbiguous || (question.Path is not null && !RequestPath.TryParse(question.Path, out _)))
        {
            return new ForbiddenError(null, "path");
        }

        var (code, rate) = await verifier.VerifyAsync(holder, organizationId, CallOf(question, http), 1, http.RequestAborted);
        context.Rate = rate;
        VerificationMeter.Count(code);
        if (code == VerificationCode.Valid)
        {
            Tell(http.Response, context.Caller, organizationId);
            return null;
        }

        var missing = question.Needed.FirstOrDefault(permission => !holder.Token.AuthorityFor(holder.OwnerIn(organizationId).Role).Allows(permission));
        return RefusalOf(code, question, missing.ToString(), rate?.RetryAfter);
    }

    private static VerificationCall CallOf(GatewayQuestion question, HttpContext http) => new()
    {
        Judged = JudgedLimits.All,
        Address = http.Connection.RemoteIpAddress,
        EndpointPath = question.Path,
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

    private static void Tell(HttpResponse response, Caller caller, Guid? organizationId)
    {
        var token = caller.Token;
        response.Headers["X-Token-Id"] = token.TokenId.ToString();
        response.Headers["X-Token-Owner"] = (token.UserId ?? token.AppId ?? token.OrganizationId).ToString();
        response.Headers["X-Token-Organization"] = organizationId?.ToString();
        var carried = string.Join(' ', token.Limits.Carried);
        if (carried.Length <= MaxPermissionsLength)
        {
            response.Headers["X-Token-Permissions"] = carried;
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
