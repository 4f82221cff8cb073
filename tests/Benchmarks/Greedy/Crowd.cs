using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Benchmarks.Greedy;

/// <summary>How clients take more than their share.</summary>
public enum CrowdKind
{
    /// <summary>200 connections, each of which sends a byte of its headers a second and begins anew when it is closed.</summary>
    Slow,

    /// <summary>8 connections that upload 100 MB, half of them with a good token, and begin anew when they are cut off.</summary>
    Upload,

    /// <summary>32 connections that ask with unknown tokens as fast as they are answered.</summary>
    Flood,
}

/// <summary>Greedy clients, in a process of their own until it is killed.</summary>
internal static class Crowd
{
    private const int UploadBytes = 100 * 1024 * 1024;

    private static readonly byte[] s_chunk = new byte[64 * 1024];

    public static async Task<int> RunAsync(Uri server, CrowdKind kind, string token, CancellationToken cancellationToken)
    {
        var clients = kind switch
        {
            CrowdKind.Slow => Enumerable.Range(0, 200).Select(_ => AgainAsync(() => TrickleAsync(server, cancellationToken), cancellationToken)),
            CrowdKind.Upload => Enumerable.Range(0, 8).Select(number =>
                AgainAsync(() => UploadAsync(server, number % 2 == 0 ? token : "nobody's", cancellationToken), cancellationToken)),
            _ => Enumerable.Range(0, 32).Select(_ => FloodAsync(server, cancellationToken)),
        };
        await Task.WhenAll(clients);
        return 0;
    }

    private static async Task AgainAsync(Func<Task> client, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await client();
            }
            catch (Exception failure) when (failure is IOException or SocketException)
            {
                // Cut off, which is what the server is asked to do.
            }
        }
    }

    private static async Task TrickleAsync(Uri server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /v1/me HTTP/1.1\r\nHost: {server.Authority}\r\nX-Slow: "), cancellationToken);
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            await stream.WriteAsync("a"u8.ToArray(), cancellationToken);
        }
    }

    private static async Task UploadAsync(Uri server, string token, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        var stream = client.GetStream();
        var head = $"POST /v1/tokens/verify HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {UploadBytes}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        for (var sent = 0; sent < UploadBytes; sent += s_chunk.Length)
        {
            await stream.WriteAsync(s_chunk, cancellationToken);
        }
    }

    private static async Task FloodAsync(Uri server, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        while (!cancellationToken.IsCancellationRequested)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/me", UriKind.Relative));
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenSecret.Generate(SecretKind.Personal).Reveal());
            using var answer = await http.SendAsync(message, cancellationToken);
        }
    }
}
