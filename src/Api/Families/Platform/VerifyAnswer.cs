using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using AutoMapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using TokenPlatform.Api.Families.AppTokens;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>
/// Writes a verdict as <see cref="VerifyTokenResponse"/> is written. What it says of a token that lives stays the same for as
/// long as the token is kept in memory, and is written once.
/// </summary>
internal sealed partial class VerifyAnswer(IMapper mapper, IOptions<JsonOptions> options)
{
    private const int UsualLength = 2048;

    private readonly ConditionalWeakTable<Token, byte[]> _living = [];

    public async Task WriteAsync(HttpContext http, TokenVerdict verdict)
    {
        var buffer = new ArrayBufferWriter<byte>(UsualLength);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("valid"u8, verdict.Code == VerificationCode.Valid);
            json.WriteString("code"u8, verdict.Code.ToUpperSnakeCase());
            json.WritePropertyName("token"u8);
            json.WriteRawValue(TextOf(verdict), skipInputValidation: true);
            json.WritePropertyName("rate_limit"u8);
            JsonSerializer.Serialize(json, RateLimitResponse.Of(verdict.Rate), Contracts.Default.RateLimitResponse);
            json.WriteEndObject();
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }

    private ReadOnlySpan<byte> TextOf(TokenVerdict verdict)
    {
        if (verdict.Token is not { } token)
        {
            return "null"u8;
        }

        // The first verdicts are about life, which ends by the clock, too.
        return verdict.Code < VerificationCode.IpNotAllowed ? Serialize(token) : _living.GetValue(token, Serialize);
    }

    private byte[] Serialize(Token token) =>
        JsonSerializer.SerializeToUtf8Bytes(mapper.Map<TokenResponse>(token), options.Value.JsonSerializerOptions);

    [JsonSerializable(typeof(RateLimitResponse))]
    private sealed partial class Contracts : JsonSerializerContext;
}
