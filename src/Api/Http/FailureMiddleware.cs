using TokenPlatform.Api.Families;
using TokenPlatform.Api.Operations;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Api.Http;

/// <summary>Whatever no controller answered, and whatever broke, in the words of the family that was asked.</summary>
internal sealed partial class FailureMiddleware(RequestDelegate next, FamilyErrors families, ILogger<FailureMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (ErrorOf(http) is { } error)
            {
                await families.WriteAsync(http, error);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            var error = ErrorOf(failure);
            if (error is not MalformedRequestError)
            {
                Broken(failure, http.Request.Method, RequestRoute.ShownOf(http));
            }

            var requestId = http.Response.Headers[RequestIdMiddleware.Header];
            http.Response.Clear();
            http.Response.Headers[RequestIdMiddleware.Header] = requestId;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            await families.WriteAsync(http, error);
        }
    }

    // What has a type has a body, whether it was sent by now or not.
    private static Error? ErrorOf(HttpContext http) => (http.Response.HasStarted || http.Response.ContentType is not null, http.Response.StatusCode) switch
    {
        (true, _) => null,
        (_, StatusCodes.Status404NotFound) => new RouteNotFoundError(RequestRoute.Mask(http.Request.Path)),
        (_, StatusCodes.Status405MethodNotAllowed) => new MethodNotAllowedError(),
        _ => null,
    };

    private static Error ErrorOf(Exception failure) => failure switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new Application.Common.Inputs.PayloadTooLargeError(Binding.JsonBody.MaxBytes),
        BadHttpRequestException => new MalformedRequestError(),
        Application.Common.Ports.StoreUnavailableException or TimeoutException => new StoreUnavailableError(),
        _ => new UnexpectedError(),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void Broken(Exception failure, string method, string path);
}
