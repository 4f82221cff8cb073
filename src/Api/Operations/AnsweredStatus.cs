namespace TokenPlatform.Api.Operations;

/// <summary>How a request ended.</summary>
internal static class AnsweredStatus
{
    /// <summary>The answer's status; 499, as proxies have it, where the client left before there was one.</summary>
    public static int Of(HttpContext http) =>
        http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted ? StatusCodes.Status499ClientClosedRequest : http.Response.StatusCode;
}
