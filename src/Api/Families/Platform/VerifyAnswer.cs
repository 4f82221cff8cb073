using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TokenPlatform.Api.Families.AppTokens;
using TokenPlatform.Api.Http;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>
/// Writes a verdict as <see cref="VerifyTokenResponse"/> is written. What it says of a token that lives stays the same for as
/// long as the token is kept in memory, and is written once.
/// </summary>
internal sealed partial class VerifyAnswer(TimeProvider clock)
{
    private static readonly Dictionary<VerificationCode, byte[]> s_codes = Enum.GetValues<VerificationCode>().ToDictionary(code => code, BeginningOf);

    // As controllers write: what needs no escape has none.
    private static readonly Contracts s_contracts =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new UtcTimeConverter() } });

    private static readonly byte[] s_beforeRate = Encoding.UTF8.GetBytes(",\"rate_limit\":");

    private readonly ConditionalWeakTable<Token, byte[]> _living = [];

    public void Write(HttpResponse response, TokenVerdict verdict)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Write(response.BodyWriter, verdict);
    }

    private int Write(IBufferWriter<byte> body, TokenVerdict verdict)
    {
        var code = s_codes[verdict.Code];
        var token = TextOf(verdict);
        var rate = verdict.Rate is null ? "null"u8 : JsonSerializer.SerializeToUtf8Bytes(RateLimitResponse.Of(verdict.Rate), s_contracts.RateLimitResponse);
        body.Write(code);
        body.Write(token);
        body.Write(s_beforeRate);
        body.Write(rate);
        body.Write("}"u8);
        return code.Length + token.Length + s_beforeRate.Length + rate.Length + 1;
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

    private static byte[] BeginningOf(VerificationCode code) => Encoding.UTF8.GetBytes(
        $"{{\"valid\":{(code == VerificationCode.Valid ? "true" : "false")},\"code\":\"{code.ToUpperSnakeCase()}\",\"token\":");

    private byte[] Serialize(Token token) =>
        JsonSerializer.SerializeToUtf8Bytes(TokenResponse.Of(token, clock.GetNow()), s_contracts.TokenResponse);

    [JsonSerializable(typeof(TokenResponse))]
    [JsonSerializable(typeof(RateLimitResponse))]
    private sealed partial class Contracts : JsonSerializerContext;
}
