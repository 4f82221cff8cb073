using System.Net.Http.Headers;
using System.Text;

namespace TokenPlatform.Benchmarks.Whole;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">All but Host and those of the body.</param>
/// <param name="Body">ASCII; null for none.</param>
/// <param name="ContentType">The body's.</param>
internal sealed record PreparedRequest(
    string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, string? Body = null, string ContentType = "application/json")
{
    /// <summary>The request for an <see cref="HttpClient"/>.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(Target, UriKind.Relative));
        foreach (var (name, value) in Headers)
        {
            message.Headers.Add(name, value);
        }

        message.Content = Body is null ? null : new StringContent(Body, new MediaTypeHeaderValue(ContentType));
        return message;
    }

    /// <summary>Writes requests for load.lua.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="address">Whom they go to.</param>
    public static async Task WriteAsync(string file, IEnumerable<PreparedRequest> requests, Uri address)
    {
        await using var writer = new StreamWriter(file, append: false, Encoding.ASCII) { NewLine = "\n" };
        foreach (var request in requests)
        {
            var text = request.ToWire(address.Authority);
            await writer.WriteLineAsync(FormattableString.Invariant($"{text.Length}"));
            await writer.WriteAsync(text);
        }
    }

    private string ToWire(string host)
    {
        var text = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {host}\r\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Body is null
            ? text.Append("\r\n").ToString()
            : text.Append(FormattableString.Invariant($"Content-Type: {ContentType}\r\nContent-Length: {Body.Length}\r\n\r\n{Body}")).ToString();
    }
}
