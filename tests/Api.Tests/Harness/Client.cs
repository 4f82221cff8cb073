using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>What came back, as bytes of the wire.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    /// <summary>A value by its path, such as <c>token.status</c>.</summary>
    public string? Value(string path)
    {
        JsonNode? node = Json;
        foreach (var name in path.Split('.'))
        {
            node = int.TryParse(name, CultureInfo.InvariantCulture, out var index) ? node![index] : node![name];
        }

        return node?.ToString();
    }

    public Answer Expect(int status)
    {
        Assert.That(Status, Is.EqualTo(status), Text);
        return this;
    }
}

/// <summary>Sends raw requests with one token.</summary>
internal sealed class Client(Uri address, string? token)
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public string? Token => token;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> PostAsync(string path, object body) => PostAsync(path, JsonSerializer.Serialize(body));

    public Task<Answer> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendBytesAsync(method, path, json is null ? null : Encoding.UTF8.GetBytes(json), "application/json", headers);

    public async Task<Answer> SendBytesAsync(
        HttpMethod method, string path, byte[]? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        }

        var message = await s_http.SendAsync(request);
        return new Answer((int)message.StatusCode, await message.Content.ReadAsStringAsync(), message);
    }
}
