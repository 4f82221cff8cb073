using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using TokenPlatform.Api.Families;
using TokenPlatform.Api.Http;
using TokenPlatform.Api.OAuth;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Authentication;

/// <summary>
/// Finds who makes a request, and refuses nobody's on every route that does not allow it by <see cref="IAllowAnonymous"/>.
/// Here only life is judged; address, path and permission are judged once the organization is known to be visible, so that
/// answers come in the contract's order.
/// </summary>
internal sealed class CallerMiddleware(
    RequestDelegate next,
    TokenVerifier verifier,
    RateLimitHeaders rates,
    FamilyErrors families,
    FailedAuthentications failures,
    SlowRefusals slow,
    PlatformSettings settings)
{
    public async Task InvokeAsync(HttpContext http, RequestContext context)
    {
        context.RequestId = http.TraceIdentifier;
        context.Address = http.Connection.RemoteIpAddress;
        if (CarrierOf(http.Request) is { } carrier && MayAsk(context.Address, carrier.Token))
        {
            var holder = await verifier.FindAsync(carrier.Token, http.RequestAborted);
            if (holder is not null && verifier.JudgeLife(holder, null) == VerificationCode.Valid)
            {
                context.Caller = new Caller(holder, context.Address, PathOf(http), OwnOrigin.IsForeignWrite(http.Request, carrier, settings));
                rates.Tell(http, context);
            }
        }

        // What is no route, such as the framework's 405, tells nothing that is not public.
        if (context.Caller is null && http.GetEndpoint() is RouteEndpoint route && route.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            var refusal = failures.Note(context.Address);
            if (refusal is not null)
            {
                await slow.WaitAsync(http.RequestAborted);
            }

            await families.WriteAsync(http, refusal as Error ?? new AuthenticationError());
            return;
        }

        await next(http);
    }

    // An address that fails too often costs the store nothing more, and who works from there all along goes on working.
    private bool MayAsk(IPAddress? address, string token) => failures.RefusalOf(address) is null || verifier.IsKept(token);

    private static TokenCarrier? CarrierOf(HttpRequest request) =>
        request.Path.StartsWithSegments(OAuthErrorWriter.Prefix, StringComparison.OrdinalIgnoreCase)
            ? TokenCarrier.OfClient(request)
            : TokenCarrier.Of(request);

    // As it stood in the request line, not as the server unescaped it: the rules decode once.
    private static string PathOf(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return target is not null && target.StartsWith('/') ? target : http.Request.Path.ToUriComponent();
    }
}
