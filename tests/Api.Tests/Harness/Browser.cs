using System.Net;
using System.Net.Http.Json;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>What a browser does with cookies: it keeps what it is given and sends it along by itself.</summary>
internal sealed class Browser : IDisposable
{
    private readonly CookieContainer _jar = new();
    private readonly HttpClient _http;

    public Browser(PlatformServer server) =>
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _jar, AllowAutoRedirect = false }) { BaseAddress = server.Address };

    /// <summary>The cookie of the session; null where the jar has none.</summary>
    public Cookie? Session => _jar.GetCookies(_http.BaseAddress!)["vai_token"];

    /// <summary>Sends a request as a page of some origin would; null for none.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        var message = await _http.SendAsync(request);
        return new Answer((int)message.StatusCode, await message.Content.ReadAsStringAsync(), message);
    }

    public void Dispose() => _http.Dispose();
}
