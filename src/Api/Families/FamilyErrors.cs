using TokenPlatform.Api.Authentication;
using TokenPlatform.Api.Families.AccessTokens;
using TokenPlatform.Api.Families.OrganizationApiTokens;
using TokenPlatform.Api.Families.Platform;
using TokenPlatform.Api.OAuth;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Api.Families;

/// <summary>Writes an error as one family of clients expects it. Each writer knows every error.</summary>
internal interface IErrorWriter
{
    Task WriteAsync(HttpContext http, Error error);
}

/// <summary>Finds the family that a request speaks to by its path, also where no route matched.</summary>
internal sealed class FamilyErrors(SlowRefusals slow, TimeProvider clock)
{
    private static readonly OrganizationApiTokenErrorWriter s_organizationApiTokens = new();

    private readonly PlatformErrorWriter _platform = new(clock);

    private readonly (PathString Prefix, IErrorWriter Writer)[] _others =
    [
        ("/api/v1", new AccessTokenErrorWriter()),
        (OAuthErrorWriter.Prefix, new OAuthErrorWriter()),
        ("/core/v1", s_organizationApiTokens),
        ("/organizations", s_organizationApiTokens),
        ("/api_tokens", s_organizationApiTokens),
    ];

    // Whoever uploads what nobody takes is cut off by the answer, and would begin anew at once.
    public Task WriteAsync(HttpContext http, Error error) =>
        error is PayloadTooLargeError ? WriteLateAsync(http, error) : WriterOf(http.Request.Path).WriteAsync(http, error);

    private async Task WriteLateAsync(HttpContext http, Error error)
    {
        await slow.WaitAsync(http.RequestAborted);
        await WriterOf(http.Request.Path).WriteAsync(http, error);
    }

    private IErrorWriter WriterOf(PathString path)
    {
        foreach (var (prefix, writer) in _others)
        {
            if (path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return writer;
            }
        }

        return _platform;
    }
}
