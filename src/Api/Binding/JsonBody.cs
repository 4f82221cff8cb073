using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Api.Binding;

/// <summary>A request's body, read leniently: what is wrong with it is told later, after authorization.</summary>
internal static class JsonBody
{
    /// <summary>Larger bodies are refused: 1 MiB.</summary>
    public const long MaxBytes = 1024 * 1024;

    /// <summary>The location of the body as a whole.</summary>
    public const string Part = "body";

    /// <summary>Reads the body.</summary>
    /// <returns>The object, or what is wrong with the body as a whole; and its bytes as far as they were read.</returns>
    public static async Task<(JsonElement Root, InputError? Error, byte[] Bytes)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request))
        {
            return Refuse(new UnsupportedMediaTypeError());
        }

        // What is declared too large is refused without the server's exception, which costs more than the refusal.
        if (request.ContentLength > MaxBytes)
        {
            return Refuse(new PayloadTooLargeError(MaxBytes));
        }

        byte[] bytes;
        try
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, cancellationToken);
            bytes = buffer.ToArray();
        }
        catch (BadHttpRequestException failure) when (failure.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refuse(new PayloadTooLargeError(MaxBytes));
        }

        var (root, error) = Parse(bytes);
        return (root, error, bytes);
    }

    private static (JsonElement Root, InputError? Error) Parse(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return (default, At([Part], "null", InputProblems.Missing));
        }

        if (!Utf8.IsValid(bytes))
        {
            return Invalid(0, "the body is not UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement.Clone();
            return root.ValueKind switch
            {
                JsonValueKind.Object => (root, null),
                JsonValueKind.Null => (default, At([Part], "null", InputProblems.Missing)),
                _ => (default, At([Part], JsonEcho.Of(root), InputProblems.ModelAttributesType)),
            };
        }
        catch (JsonException failure)
        {
            return Invalid(PositionOf(bytes, failure), "the body is not JSON");
        }
    }

    // Absent counts as JSON, as it does for the clients of seeds 000 and 001.
    private static bool IsJson(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType)
        || (request.HasJsonContentType()
            && request.Headers.ContentEncoding.Count == 0
            && request.GetTypedHeaders().ContentType!.Charset.Value?.Trim('"') is var charset
            && (string.IsNullOrEmpty(charset) || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)));

    private static (JsonElement Root, InputError? Error) Invalid(int position, string reason) =>
        (default, At([Part, position], "{}", InputProblems.JsonInvalid(reason)));

    private static (JsonElement Root, InputError? Error, byte[] Bytes) Refuse(Error error) =>
        (default, At([Part], "null", InputProblems.Refused(error)), []);

    private static InputError At(IReadOnlyList<object> location, string echo, InputProblem problem) => new(location, echo, problem);

    /// <summary>In characters from the start, as Python counts them.</summary>
    private static int PositionOf(byte[] bytes, JsonException failure)
    {
        var offset = 0;
        for (var line = failure.LineNumber ?? 0; line > 0; line--)
        {
            offset = Array.IndexOf(bytes, (byte)'\n', offset) + 1;
        }

        var end = Math.Min(bytes.Length, offset + (int)(failure.BytePositionInLine ?? 0));
        return Encoding.UTF8.GetString(bytes, 0, end).EnumerateRunes().Count();
    }
}
