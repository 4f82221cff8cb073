using System.Security.Cryptography;
using System.Text.Json;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Application.Common.Idempotency;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Binding;

/// <summary>The action issues, and takes <c>Idempotency-Key</c>: what it answers with is an <see cref="IIssued"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesIdempotencyKeyAttribute : Attribute;

/// <summary>Reads <c>Idempotency-Key</c> where the action takes it.</summary>
internal static class IdempotencyKeyHeader
{
    public const string Name = "Idempotency-Key";

    private const string Part = "header";

    /// <summary>Notes the key for the request, with the body that it came with.</summary>
    public static void Read(HttpContext http, byte[] body)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<TakesIdempotencyKeyAttribute>() is null
            || !http.Request.Headers.TryGetValue(Name, out var sent))
        {
            return;
        }

        var text = sent.ToString();
        var site = new InputSite([Part, Name], () => JsonEcho.Of(JsonSerializer.SerializeToElement(text)), Parent: null);
        http.RequestServices.GetRequiredService<RequestContext>().IdempotencyKey = new IdempotencyKey(
            Input<string>.Of(site, text), $"{http.Request.Method} {http.Request.Path}", SHA256.HashData(body));
    }
}
