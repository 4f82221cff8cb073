using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Verification;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Api.Families.Platform;

/// <summary>
/// Reads the body of a verification as nearly every gateway sends it, in one pass. Whatever is unusual, right or wrong, is
/// left to the contract's own reader and validator, which know all of it and say what is wrong.
/// </summary>
internal static class VerifyBody
{
    private const int MaxItems = 200;
    private const int MaxItemLength = 255;
    private const int MaxCost = 1000;

    // Nothing is wrong with these fields, so nobody asks where they stand.
    private static readonly InputSite s_site = new([], () => "null", null);

    /// <summary>Reads a body.</summary>
    /// <param name="body">All of it.</param>
    /// <param name="permissions">Judges permissions and scopes.</param>
    /// <returns>The query, with which the validator would find nothing wrong; null where the body is unusual.</returns>
    public static VerifyTokenQuery? Read(ReadOnlySequence<byte> body, PermissionReader permissions)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            return Read(ref json, permissions);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static VerifyTokenQuery? Read(ref Utf8JsonReader json, PermissionReader permissions)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var query = new VerifyTokenQuery();
        var seen = Fields.None;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref json);
            if (field == Fields.None || seen.HasFlag(field) || !json.Read() || With(query, field, ref json, permissions) is not { } read)
            {
                return null;
            }

            (query, seen) = (read, seen | field);
        }

        return json.TokenType == JsonTokenType.EndObject && seen.HasFlag(Fields.Token) && !json.Read() ? query : null;
    }

    // A name that is escaped may spell no text at all, which the comparison throws upon.
    private static Fields FieldOf(ref Utf8JsonReader json) =>
        json.ValueIsEscaped ? Fields.None
        : json.ValueTextEquals("token"u8) ? Fields.Token
        : json.ValueTextEquals("permissions"u8) ? Fields.Permissions
        : json.ValueTextEquals("scopes"u8) ? Fields.Scopes
        : json.ValueTextEquals("endpoint_path"u8) ? Fields.EndpointPath
        : json.ValueTextEquals("ip_address"u8) ? Fields.IpAddress
        : json.ValueTextEquals("workspace_id"u8) ? Fields.WorkspaceId
        : json.ValueTextEquals("namespace_id"u8) ? Fields.NamespaceId
        : json.ValueTextEquals("environment_id"u8) ? Fields.EnvironmentId
        : json.ValueTextEquals("org_id"u8) ? Fields.OrgId
        : json.ValueTextEquals("cost"u8) ? Fields.Cost
        : Fields.None;

    private static VerifyTokenQuery? With(VerifyTokenQuery query, Fields field, ref Utf8JsonReader json, PermissionReader permissions)
    {
        switch (field)
        {
            case Fields.Permissions or Fields.Scopes:
                return TextsOf(ref json, permissions) is not { } texts ? null
                    : field == Fields.Permissions ? query with { Permissions = Of<IReadOnlyList<Input<string>>>(texts) }
                    : query with { Scopes = Of<IReadOnlyList<Input<string>>>(texts) };
            case Fields.Cost:
                return json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var cost) && cost is >= 0 and <= MaxCost
                    ? query with { Cost = Of(cost) }
                    : null;
        }

        return (field, TextOf(ref json)) switch
        {
            (_, null) => null,
            (Fields.Token, { } text) => query with { Token = Of(text) },
            (Fields.EndpointPath, { } text) => query with { EndpointPath = Of(text) },
            (Fields.IpAddress, { } text) => AddressRange.TryParseAddress(text, out _) ? query with { IpAddress = Of(text) } : null,
            (Fields.WorkspaceId, { } text) => query with { WorkspaceId = Of(text) },
            (Fields.NamespaceId, { } text) => query with { NamespaceId = Of(text) },
            (Fields.EnvironmentId, { } text) => query with { EnvironmentId = Of(text) },
            (Fields.OrgId, { } text) => Guid.TryParseExact(text, "D", out var id) ? query with { OrganizationId = Of(id) } : null,
            _ => null,
        };
    }

    private static List<Input<string>>? TextsOf(ref Utf8JsonReader json, PermissionReader permissions)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var texts = new List<Input<string>>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (texts.Count == MaxItems || TextOf(ref json) is not { Length: >= 1 and <= MaxItemLength } text || permissions.Judge(text) is not null)
            {
                return null;
            }

            texts.Add(Of(text));
        }

        return texts;
    }

    // Escapes can hide what the rules for text refuse, such as NUL.
    private static string? TextOf(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && !json.HasValueSequence && !json.ValueIsEscaped && Utf8.IsValid(json.ValueSpan)
            ? Encoding.UTF8.GetString(json.ValueSpan)
            : null;

    private static Input<T> Of<T>(T value) => Input<T>.Of(s_site, value);

    [Flags]
    private enum Fields
    {
        None = 0,
        Token = 1,
        Permissions = 2,
        Scopes = 4,
        EndpointPath = 8,
        IpAddress = 16,
        WorkspaceId = 32,
        NamespaceId = 64,
        EnvironmentId = 128,
        OrgId = 256,
        Cost = 512,
    }
}
