using System.IO.Pipelines;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Verification;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>
/// Answers <c>POST /v1/tokens/verify</c> ahead of the controller where the body is a usual one: the same query to the same
/// handler, without model binding, mediator and mapper. All else goes on to the controller, its body unread.
/// </summary>
internal sealed class VerifyShortcut(RequestDelegate next, FamilyErrors families, PermissionReader permissions, VerifyAnswer answer)
{
    public const string Path = "/v1/tokens/verify";
    private const int LongestBody = 16 * 1024;

    public async Task InvokeAsync(HttpContext http, RequestContext context)
    {
        if (context.Caller is null || !IsUsual(http.Request) || await ReadAsync(http.Request.BodyReader, http.Request.ContentLength!.Value, http.RequestAborted) is not { } query)
        {
            await next(http);
            return;
        }

        var verdict = await http.RequestServices.GetRequiredService<IDirectCall<VerifyTokenQuery, TokenVerdict>>().SendAsync(query, http.RequestAborted);
        if (verdict.IsSuccess)
        {
            answer.Write(http.Response, verdict.Value);
        }
        else
        {
            await families.WriteAsync(http, verdict.Error);
        }
    }

    private static bool IsUsual(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && string.Equals(request.Path.Value, Path, StringComparison.Ordinal)
        && request.ContentLength is > 0 and <= LongestBody
        && request.Headers.ContentEncoding.Count == 0
        && string.Equals(request.ContentType, "application/json", StringComparison.OrdinalIgnoreCase);

    private async ValueTask<VerifyTokenQuery?> ReadAsync(PipeReader body, long length, CancellationToken cancellationToken)
    {
        var read = await body.ReadAtLeastAsync((int)length, cancellationToken);
        var query = read.Buffer.Length == length ? VerifyBody.Read(read.Buffer, permissions) : null;
        body.AdvanceTo(query is null ? read.Buffer.Start : read.Buffer.End);
        return query;
    }
}
