using Microsoft.AspNetCore.Http;
using TokenPlatform.Api.Families;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Architecture.Tests.Samples;

internal sealed record ForgottenError() : Error("Nobody thought of this");

internal sealed class CarelessWriter(int status, string body) : IErrorWriter
{
    public Task WriteAsync(HttpContext http, Error error)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(body);
    }
}
