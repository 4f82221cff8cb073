using System.Text.RegularExpressions;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Http;

/// <summary>Gives every request an id that its answer, its log lines and its audit events share, and every answer its headers.</summary>
internal sealed partial class RequestIdMiddleware(RequestDelegate next)
{
    public const string Header = "X-Request-Id";

    public async Task InvokeAsync(HttpContext http, RequestContext context)
    {
        var sent = http.Request.Headers[Header].ToString();
        context.RequestId = sent.Length > 0 && WellFormed().IsMatch(sent) && TokenSecret.Mask(sent) == sent ? sent : Guid.NewGuid().ToString("N");
        http.TraceIdentifier = context.RequestId;
        http.Response.Headers[Header] = context.RequestId;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await next(http);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WellFormed();
}
