using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using TokenPlatform.Api.Families;
using TokenPlatform.Api.OAuth;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Authentication;

/// <summary>
/// Finds who makes a request. Here only life is judged; address, path and permission are judged once the organization
/// is known to be visible, so that answers come in the contract's order.
/// </summary>
internal sealed class TokenAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    TokenVerifier verifier,
    RequestContext context,
    FamilyErrors families,
    PlatformSettings settings) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Token";

    private static readonly VerificationCall s_life = new() { Judged = JudgedLimits.Life };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        context.Address = Context.Connection.RemoteIpAddress;
        var isOAuth = Request.Path.StartsWithSegments(OAuthErrorWriter.Prefix, StringComparison.OrdinalIgnoreCase);
        if ((isOAuth ? TokenCarrier.OfClient(Request) : TokenCarrier.Of(Request)) is not { } carrier)
        {
            return AuthenticateResult.NoResult();
        }

        var holder = await verifier.FindAsync(carrier.Token, Context.RequestAborted);
        if (holder is null || verifier.Judge(holder, null, s_life) != VerificationCode.Valid)
        {
            return AuthenticateResult.Fail("The token does not live");
        }

        context.Caller = new Caller(
            holder,
            Context.Connection.RemoteIpAddress,
            PathOf(Context),
            OwnOrigin.IsForeignWrite(Request, carrier, settings));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, holder.Token.Token.TokenId.ToString())], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        families.WriteAsync(Context, new AuthenticationError());

    // As it stood in the request line, not as the server unescaped it: the rules decode once.
    private static string PathOf(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return target is not null && target.StartsWith('/') ? target : http.Request.Path.ToUriComponent();
    }
}
