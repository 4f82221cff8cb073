using System.Text.Json.Nodes;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>The document as it came over the wire.</summary>
internal sealed class ApiDocumentReader(JsonNode root)
{
    private static readonly string[] s_order = ["post", "get", "patch", "put", "delete"];

    public JsonNode Root => root;

    /// <summary>The operations of controllers; what creates before what reads before what deletes.</summary>
    public IReadOnlyList<DocumentedOperation> Operations { get; } =
    [
        .. AllOf(root).Where(operation => !operation.IsPlain).OrderBy(operation => Array.IndexOf(s_order, operation.Method)).ThenBy(operation => operation.Path, StringComparer.Ordinal),
    ];

    /// <summary>The operations that no controller has.</summary>
    public IReadOnlyList<DocumentedOperation> PlainOperations { get; } = [.. AllOf(root).Where(operation => operation.IsPlain)];

    public IEnumerable<KeyValuePair<string, JsonNode?>> Schemas => root["components"]!["schemas"]!.AsObject();

    public static async Task<ApiDocumentReader> ReadAsync(PlatformServer server) =>
        new((await server.Nobody.GetAsync("/openapi/v1.json")).Expect(200).Json);

    /// <summary>What a node says, or what it refers to.</summary>
    public JsonNode Resolve(JsonNode node)
    {
        if (node["$ref"] is not { } reference)
        {
            return node;
        }

        return ((string)reference!).Split('/').Skip(1).Aggregate(root, (at, name) => at[name]!);
    }

    /// <summary>What an operation answers with a status; null where that is not documented.</summary>
    public JsonNode? Answer(DocumentedOperation operation, int status) =>
        operation.Json["responses"]![$"{status}"] is { } answer ? Resolve(answer) : null;

    /// <summary>The fields of the body, or of the query, with their schemas.</summary>
    public IReadOnlyDictionary<string, JsonNode> Fields(DocumentedOperation operation) =>
        operation.Body is { } body
            ? Resolve(body["schema"]!)["properties"]!.AsObject().ToDictionary(field => field.Key, field => field.Value!)
            : operation.Query.ToDictionary(parameter => (string)parameter["name"]!, parameter => parameter["schema"]!);

    /// <summary>The fields that a request needs.</summary>
    public IReadOnlyList<string> Required(DocumentedOperation operation) => operation.Body is { } body
        ? [.. Resolve(body["schema"]!)["required"]?.AsArray().Select(name => (string)name!) ?? []]
        : [.. operation.Query.Where(parameter => (bool?)parameter["required"] == true).Select(parameter => (string)parameter["name"]!)];

    private static IEnumerable<DocumentedOperation> AllOf(JsonNode root) => root["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(method => new DocumentedOperation(method.Key, path.Key, method.Value!.AsObject())));
}

/// <summary>A method of a path.</summary>
internal sealed record DocumentedOperation(string Method, string Path, JsonObject Json)
{
    public string Id => (string)Json["operationId"]!;

    public HttpMethod Verb => HttpMethod.Parse(Method);

    public bool IsPlain => (string?)Json["tags"]![0] is "Operations" or "Gateway" or "OAuth";

    public bool IsGateway => (string?)Json["tags"]![0] == "Gateway";

    /// <summary>Whether a cookie is no credential there.</summary>
    public bool ReadsHeadersOnly => (string?)Json["tags"]![0] is "Gateway" or "OAuth";

    /// <summary>Whether it needs no token.</summary>
    public bool IsOpen => Json["security"] is null;

    /// <summary>Whether it is of the family that names things by lookups: those stand among its arguments.</summary>
    public bool HasLookups => (string)Json["tags"]![0]! == "Organization api tokens";

    /// <summary>What it answers without a token, and to wrong fields.</summary>
    public (int Unauthenticated, int WrongFields) Refusals => HasLookups ? (400, 400) : (401, 422);

    public JsonNode? Body => Json["requestBody"]?["content"]!["application/json"];

    public IEnumerable<JsonNode> Query => Json["parameters"]?.AsArray().Where(parameter => (string)parameter!["in"]! == "query").OfType<JsonNode>() ?? [];

    public IEnumerable<int> Statuses => Json["responses"]!.AsObject().Select(answer => int.Parse(answer.Key, System.Globalization.CultureInfo.InvariantCulture));

    public int Success => Statuses.Single(status => status < 300);

    public override string ToString() => $"{Method.ToUpperInvariant()} {Path}";
}
