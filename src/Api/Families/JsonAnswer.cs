using System.Text.Json;

namespace TokenPlatform.Api.Families;

/// <summary>Writes a JSON body whole, so that its length is known and nothing is sent of an answer that fails half-way.</summary>
internal static class JsonAnswer
{
    public static async Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        await using (var json = new Utf8JsonWriter(stream))
        {
            write(json);
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = stream.Length;
        await http.Response.Body.WriteAsync(stream.GetBuffer().AsMemory(0, (int)stream.Length), http.RequestAborted);
    }
}
