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

        var sent = default(Sent);
        var seen = Fields.None;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref json);
            if (field == Fields.None || (seen & field) == field || !json.Read() || !TryRead(field, ref json, ref sent, permissions))
            {
                return null;
            }

            seen |= field;
        }

        return json.TokenType == JsonTokenType.EndObject && (seen & Fields.Token) == Fields.Token && !json.Read() ? sent.ToQuery() : null;
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

    private static bool TryRead(Fields field, ref Utf8JsonReader json, ref Sent sent, PermissionReader permissions) => field switch
    {
        Fields.Token => TryText(ref json, out sent.Token),
        Fields.Permissions => TryTexts(ref json, permissions, out sent.Permissions),
        Fields.Scopes => TryTexts(ref json, permissions, out sent.Scopes),
        Fields.EndpointPath => TryText(ref json, out sent.EndpointPath),
        Fields.IpAddress => TryText(ref json, out sent.IpAddress) && AddressRange.TryParseAddress(sent.IpAddress.Value!, out _),
        Fields.WorkspaceId => TryText(ref json, out sent.WorkspaceId),
        Fields.NamespaceId => TryText(ref json, out sent.NamespaceId),
        Fields.EnvironmentId => TryText(ref json, out sent.EnvironmentId),
        Fields.OrgId => TryId(ref json, out sent.OrgId),
        _ => TryCost(ref json, out sent.Cost),
    };

    private static bool TryText(ref Utf8JsonReader json, out Input<string> input)
    {
        var text = TextOf(ref json);
        input = text is null ? default : Of(text);
        return text is not null;
    }

    private static bool TryId(ref Utf8JsonReader json, out Input<Guid> input)
    {
        var isId = Guid.TryParseExact(TextOf(ref json), "D", out var id);
        input = Of(id);
        return isId;
    }

    private static bool TryCost(ref Utf8JsonReader json, out Input<int> input)
    {
        var cost = -1;
        var isCost = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out cost) && cost is >= 0 and <= MaxCost;
        input = Of(cost);
        return isCost;
    }

    private static bool TryTexts(ref Utf8JsonReader json, PermissionReader permissions, out Input<IReadOnlyList<Input<string>>> input)
    {
        var texts = TextsOf(ref json, permissions);
        input = texts is null ? default : Of<IReadOnlyList<Input<string>>>(texts);
        return texts is not null;
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

    // On the stack, and a query of it once.
    private ref struct Sent
    {
        public Input<string> Token;
        public Input<IReadOnlyList<Input<string>>> Permissions;
        public Input<IReadOnlyList<Input<string>>> Scopes;
        public Input<string> EndpointPath;
        public Input<string> IpAddress;
        public Input<string> WorkspaceId;
        public Input<string> NamespaceId;
        public Input<string> EnvironmentId;
        public Input<Guid> OrgId;
        public Input<int> Cost;

        public readonly VerifyTokenQuery ToQuery() => new()
        {
            Token = Token,
            Permissions = Permissions,
            Scopes = Scopes,
            EndpointPath = EndpointPath,
            IpAddress = IpAddress,
            WorkspaceId = WorkspaceId,
            NamespaceId = NamespaceId,
            EnvironmentId = EnvironmentId,
            OrganizationId = OrgId,
            Cost = Cost,
        };
    }

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
