using System.Text.Json;
using System.Text.Json.Serialization;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Api.Http;

/// <summary>Times in answers: ISO 8601, UTC, six digits of fraction, <c>Z</c>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(AuditChain.Format(value));
}
