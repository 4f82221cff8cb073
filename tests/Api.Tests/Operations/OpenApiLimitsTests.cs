using System.Text.Json.Nodes;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>
/// The document's limits are those that the validators judge by, no fewer and no more. The family with lookups, whose
/// bodies are nested and whose errors tell one argument at a time, has tests of its own.
/// </summary>
public sealed class OpenApiLimitsTests : SharedServer
{
    private static readonly string[] s_limits =
        ["string_too_short", "string_too_long", "string_pattern_mismatch", "greater_than_equal", "less_than_equal", "too_long", "enum"];

    private ApiDocumentReader _document = null!;
    private Routes _routes = null!;

    [SetUp]
    public async Task ReadDocument()
    {
        _document = await ApiDocumentReader.ReadAsync(Server);
        _routes = new Routes(Server, Place, _document);
    }

    [Test]
    public Task Limits_WhenAValueIsJustOutside_AreTold() => EachFieldAsync(async (operation, name, schema) =>
    {
        var failures = new List<string>();
        foreach (var value in Probes.Outside(schema))
        {
            var errors = await _routes.ErrorsAsync(operation, name, value);
            var told = errors.Any(error => s_limits.Contains((string?)error["type"])
                && (schema["pattern"] is not { } pattern || (string?)error["ctx"]!["pattern"] == (string?)pattern));
            failures.AddRange(told ? [] : [$"{operation} {name}: {Short(value)} is taken"]);
        }

        return failures;
    });

    [Test]
    public Task Limits_WhenAValueIsJustInside_SayNothing() => EachFieldAsync(async (operation, name, schema) =>
    {
        var failures = new List<string>();
        foreach (var value in Probes.Inside(schema))
        {
            failures.AddRange(Limits(await _routes.ErrorsAsync(operation, name, value)).Select(error => $"{operation} {name}: {Short(value)} is {error}"));
        }

        return failures;
    });

    [Test]
    public Task Limits_WhenNoneIsDocumented_AreNone() => EachFieldAsync(async (operation, name, schema) =>
    {
        var failures = new List<string>();
        foreach (var value in Probes.Unbounded(schema))
        {
            failures.AddRange(Limits(await _routes.ErrorsAsync(operation, name, value)).Select(error => $"{operation} {name}: {error} is not documented"));
        }

        return failures;
    });

    [Test]
    public Task Null_WhenSentInABody_IsTakenWhereDocumented() => EachFieldAsync(async (operation, name, schema) =>
    {
        var isTaken = operation.Body is null || (await _routes.ErrorsAsync(operation, name, null)).Count == 0;
        var isDocumented = operation.Body is null || schema["type"] is JsonArray;
        return isTaken == isDocumented ? [] : [$"{operation} {name}: null is {(isTaken ? "taken" : "refused")}"];
    });

    [Test]
    public async Task Required_WhenNothingIsSent_IsWhatIsMissing()
    {
        var failures = new List<string>();
        foreach (var operation in _document.Operations.Where(operation => !operation.HasLookups && operation.Statuses.Contains(422)))
        {
            var answer = await Server.Admin.SendAsync(operation.Verb, await _routes.PathAsync(operation), operation.Body is null ? null : "{}");
            var missing = answer.Status == 422
                ? answer.Json["detail"]!.AsArray().Where(error => (string?)error!["type"] == "missing").Select(error => (string?)error!["loc"]![1])
                : [];
            failures.AddRange(missing.ToHashSet().SetEquals(_document.Required(operation)) ? [] : [$"{operation}: {answer.Text}"]);
        }

        Assert.That(failures, Is.Empty);
    }

    private async Task EachFieldAsync(Func<DocumentedOperation, string, JsonNode, Task<IReadOnlyList<string>>> judge)
    {
        var failures = new List<string>();
        var tried = 0;
        foreach (var operation in _document.Operations.Where(operation => !operation.HasLookups))
        {
            foreach (var (name, schema) in _document.Fields(operation))
            {
                failures.AddRange(await judge(operation, name, schema));
                tried++;
            }
        }

        Assert.That(failures, Is.Empty);
        Assert.That(tried, Is.GreaterThan(20));
    }

    private static IEnumerable<string> Limits(IEnumerable<JsonNode> errors) =>
        errors.Select(error => (string)error["type"]!).Where(type => s_limits.Contains(type));

    private static string Short(JsonNode value) => value.ToJsonString() is { Length: > 60 } text ? $"{text[..60]}…" : value.ToJsonString();
}
