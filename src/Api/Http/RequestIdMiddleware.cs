using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TokenPlatform.Api.Operations.Logging;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Http;

/// <summary>Gives every request an id that its answer, its log lines and its audit events share, and every answer its headers.</summary>
internal sealed partial class RequestIdMiddleware(RequestDelegate next)
{
    public const string Header = "X-Request-Id";

    private const int IdBytes = 16;

    [ThreadStatic]
    private static byte[]? s_random;

    [ThreadStatic]
    private static int s_left;

    public async Task InvokeAsync(HttpContext http)
    {
        var sent = http.Request.Headers[Header].ToString();
        var requestId = sent.Length > 0 && WellFormed().IsMatch(sent) && TokenSecret.Mask(sent) == sent ? sent : NewId();
        http.TraceIdentifier = requestId;
        RequestIdEnricher.Begin(requestId);
        http.Response.Headers[Header] = requestId;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await next(http);
    }

    // Each call of the system's generator costs more than all else here: one is for many ids.
    private static string NewId()
    {
        var random = s_random ??= new byte[64 * IdBytes];
        if (s_left == 0)
        {
            RandomNumberGenerator.Fill(random);
            s_left = random.Length;
        }

        s_left -= IdBytes;
        return Convert.ToHexStringLower(random, s_left, IdBytes);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WellFormed();
}
