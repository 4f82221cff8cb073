using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TokenPlatform.Api.Operations.OpenApi;

/// <summary>The errors of one family of clients, as its error writer writes them.</summary>
/// <param name="Name">Begins the names of its answers and schemas in the document.</param>
/// <param name="Prefixes">What the paths of its operations begin with, one of them each.</param>
/// <param name="Answers">One for each status.</param>
/// <param name="Schemas">The bodies that the answers name.</param>
internal sealed record ErrorFamily(
    string Name, IReadOnlyList<string> Prefixes, IReadOnlyList<ErrorAnswer> Answers, IReadOnlyDictionary<string, IOpenApiSchema> Schemas)
{
    /// <summary>The first whose prefix fits is an operation's.</summary>
    public static IReadOnlyList<ErrorFamily> All { get; } = [AccessTokenErrors.Family, OrganizationApiTokenErrors.Family, OAuthErrors.Family, PlatformErrors.Family];

    /// <summary>What a request without a token that lives is answered with.</summary>
    public int Unauthenticated { get; init; } = 401;

    /// <summary>What wrong fields are answered with.</summary>
    public int WrongFields { get; init; } = 422;

    /// <summary>The family of an operation.</summary>
    /// <param name="path">As in the document, with or without its first slash.</param>
    public static ErrorFamily Of(string path) => All.First(family =>
        family.Prefixes.Any(prefix => $"/{path.TrimStart('/')}".StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>What the document calls the answer with a status.</summary>
    public string NameOf(int status) => $"{Name}{status.ToString(CultureInfo.InvariantCulture)}";

    public IEnumerable<KeyValuePair<string, IOpenApiResponse>> Describe(OpenApiDocument document) =>
        Answers.Select(answer => new KeyValuePair<string, IOpenApiResponse>(NameOf(answer.Status), answer.Describe(document)));
}

/// <summary>What a family answers with one status.</summary>
/// <param name="Status">The status.</param>
/// <param name="Description">What it means.</param>
/// <param name="Schema">The name of its body.</param>
/// <param name="Example">Its body.</param>
internal sealed record ErrorAnswer(int Status, string Description, string Schema, JsonNode Example)
{
    private string? Header => Status switch
    {
        401 => "WWW-Authenticate",
        429 or 503 => "Retry-After",
        _ => null,
    };

    public OpenApiResponse Describe(OpenApiDocument document) => new()
    {
        Description = Description,
        Headers = Header is null ? null : new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            [Header] = new OpenApiHeader { Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        },
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [JsonBodies.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Schema, document), Example = Example },
        },
    };
}
