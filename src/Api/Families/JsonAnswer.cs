using System.Buffers;
using System.Text.Json;

namespace TokenPlatform.Api.Families;

/// <summary>Writes a JSON body whole, so that its length is known and nothing is sent of an answer that fails half-way.</summary>
internal static class JsonAnswer
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Json)? s_kept;

    // Started, but not flushed: the server writes the body behind the headers instead of keeping it aside, and sends both in one
    // piece, once the request is through. Nothing is waited for that could be cancelled.
    public static async Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        var response = http.Response;
        var (text, json) = Take();
        write(json);
        json.Flush();
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = text.WrittenCount;
        await response.StartAsync(CancellationToken.None);
        response.BodyWriter.Write(text.WrittenSpan);
        s_kept = text.Capacity <= MostKept ? (text, json) : null;
    }

    private static (ArrayBufferWriter<byte> Text, Utf8JsonWriter Json) Take()
    {
        if (s_kept is not var (text, json))
        {
            text = new ArrayBufferWriter<byte>(1024);
            return (text, new Utf8JsonWriter(text));
        }

        // Gone until it comes back whole: what a writer that failed left behind is nobody's.
        s_kept = null;
        text.ResetWrittenCount();
        json.Reset();
        return (text, json);
    }
}
