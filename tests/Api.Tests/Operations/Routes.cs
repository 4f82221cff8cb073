using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TokenPlatform.Domain.Permissions;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>Calls documented operations for real.</summary>
internal sealed partial class Routes(PlatformServer server, Place place, ApiDocumentReader document)
{
    /// <summary>The path of an operation with ids of what is there; each call makes anew what the operation may end.</summary>
    public async Task<string> PathAsync(DocumentedOperation operation)
    {
        var path = operation.Path.Replace("{org_id}", place.OrganizationId, StringComparison.Ordinal)
            .Replace("{organization_id}", place.OrganizationId, StringComparison.Ordinal);
        if (operation is { HasLookups: true, Body: null })
        {
            return $"{path}?organization[id]={place.OrganizationId}";
        }

        if (path.StartsWith("/api/v1/access-tokens/", StringComparison.Ordinal))
        {
            var issued = (await server.Admin.PostAsync("/api/v1/access-tokens", new { name = "documented" })).Expect(201);
            path = path.Replace("{token_id}", issued.Value("token.id"), StringComparison.Ordinal);
        }
        else if (operation.Id is "AppTokens_Approve" or "AppTokens_Reject")
        {
            var (own, id, _, _) = await server.PendingAsync(place);
            path = path.Replace("{app_id}", own.AppId, StringComparison.Ordinal).Replace("{token_id}", id, StringComparison.Ordinal);
        }
        else if (path.Contains("{token_id}", StringComparison.Ordinal))
        {
            var (id, _) = await server.IssueAsync(place, new { name = "documented" });
            path = path.Replace("{app_id}", place.AppId, StringComparison.Ordinal).Replace("{token_id}", id, StringComparison.Ordinal);
        }

        if (path.Contains("{policy_id}", StringComparison.Ordinal))
        {
            var ofItsOwn = place with { AppId = await server.AppAsync(place.OrganizationId) };
            path = path.Replace("{policy_id}", await server.PolicyAsync(ofItsOwn, new { }), StringComparison.Ordinal);
        }

        if (path.Contains("{user_id}", StringComparison.Ordinal))
        {
            var user = (await (await server.UserAsync(place, Role.Viewer)).GetAsync("/v1/me")).Value("user.user_id");
            path = path.Replace("{user_id}", user, StringComparison.Ordinal);
        }

        if (operation.Id == "Auth_Login")
        {
            await server.Admin.PostAsync("/v1/users", new { email = (string?)Example(operation)!["email"], password = Password(operation), name = "documented" });
        }

        if (operation.Id == "Members_Add" && (string?)Example(operation)!["email"] is { } email)
        {
            await server.Admin.PostAsync("/v1/users", new { email, name = "documented" });
        }

        if (path.Contains("{app_id}", StringComparison.Ordinal))
        {
            path = path.Replace("{app_id}", await server.AppAsync(place.OrganizationId), StringComparison.Ordinal);
        }

        Assert.That(path, Does.Not.Contain('{'), "Say above where this id comes from");
        return path;
    }

    /// <summary>Who calls an operation: the administrator, save where the token that calls is what the operation ends, or its user's password.</summary>
    public async Task<Client> CallerAsync(DocumentedOperation operation)
    {
        if (operation.Id is not ("Auth_Logout" or "Auth_ChangePassword"))
        {
            return server.Admin;
        }

        var user = await server.UserAsync();
        if (Password(operation) is { } password)
        {
            var id = (await user.GetAsync("/v1/me")).Expect(200).Value("user.user_id");
            (await server.Admin.SendAsync(HttpMethod.Put, $"/v1/users/{id}/password", new JsonObject { ["password"] = password }.ToJsonString())).Expect(204);
        }

        return user;
    }

    /// <summary>The same with ids of nothing.</summary>
    public static string NowherePath(DocumentedOperation operation) =>
        Id().Replace(operation.Path, _ => Guid.NewGuid().ToString()) + (operation is { HasLookups: true, Body: null } ? $"?organization[id]={Guid.NewGuid()}" : string.Empty);

    /// <summary>The documented example; null for what takes no body.</summary>
    public static JsonObject? Example(DocumentedOperation operation) => operation.Body?["example"]!.DeepClone().AsObject();

    /// <summary>The documented example with lookups of what is there.</summary>
    public async Task<JsonObject?> BodyAsync(DocumentedOperation operation)
    {
        var body = Example(operation);
        if (body?.ContainsKey("organization") == true)
        {
            body["organization"] = new JsonObject { ["id"] = place.OrganizationId };
        }

        if (body?.ContainsKey("api_token") == true)
        {
            body["api_token"] = new JsonObject { ["id"] = (await server.ApiTokenAsync(place, new { name = "documented" })).Id };
        }

        return body;
    }

    /// <summary>The example's required fields alone.</summary>
    public JsonObject Minimal(DocumentedOperation operation)
    {
        var example = Example(operation) ?? [];
        foreach (var name in example.Select(field => field.Key).Except(document.Required(operation)).ToList())
        {
            example.Remove(name);
        }

        return example;
    }

    /// <summary>What the server says of one field of an otherwise good request.</summary>
    public async Task<IReadOnlyList<JsonNode>> ErrorsAsync(DocumentedOperation operation, string name, JsonNode? value)
    {
        var (path, request) = (await PathAsync(operation), Minimal(operation));
        request[name] = value?.DeepClone();
        var answer = operation.Body is null
            ? await server.Admin.SendAsync(operation.Verb, $"{path}?{name}={Uri.EscapeDataString(value!.ToString())}")
            : await server.Admin.SendAsync(operation.Verb, path, request.ToJsonString());
        Assert.That(answer.Status, Is.LessThan(500), answer.Text);
        return answer.Status == 422 ? [.. answer.Json["detail"]!.AsArray().Where(error => (string?)error!["loc"]!.AsArray().ElementAtOrDefault(1) == name).OfType<JsonNode>()] : [];
    }

    private static string? Password(DocumentedOperation operation) =>
        Example(operation) is { } example ? (string?)(example["password"] ?? example["currentPassword"]) : null;

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
