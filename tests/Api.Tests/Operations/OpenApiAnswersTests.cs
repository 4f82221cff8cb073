using System.Text;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>What routes really answer is what the document says.</summary>
public sealed class OpenApiAnswersTests : SharedServer
{
    private ApiDocumentReader _document = null!;
    private Routes _routes = null!;

    [SetUp]
    public async Task ReadDocument()
    {
        _document = await ApiDocumentReader.ReadAsync(Server);
        _routes = new Routes(Server, Place, _document);
    }

    [Test]
    public async Task Routes_WhenCalledWithTheirExamples_AnswerAsDocumented()
    {
        // Of its own: names that an example gives are free once.
        await using var server = new PlatformServer();
        var routes = new Routes(server, await server.PlaceAsync(), _document);
        var failures = new List<string>();
        foreach (var operation in _document.Operations)
        {
            var caller = await routes.CallerAsync(operation);
            var answer = await caller.SendAsync(operation.Verb, await routes.PathAsync(operation), (await routes.BodyAsync(operation))?.ToJsonString());
            failures.AddRange(Compare(operation, operation.Success, answer));
        }

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task Routes_WhenCalledWithLittle_AnswerAsDocumented()
    {
        var (_, robot) = await Server.IssueAsync(Place, new { name = "robot", token_type = "service", permissions = new[] { "*" } });
        var failures = new List<string>();
        foreach (var operation in _document.Operations)
        {
            var body = operation.Body is null ? null : _routes.Minimal(operation).ToJsonString();
            foreach (var client in new[] { await _routes.CallerAsync(operation), robot })
            {
                var answer = await client.SendAsync(operation.Verb, await _routes.PathAsync(operation), body);
                failures.AddRange(Compare(operation, answer.Status, answer));
            }
        }

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task Routes_WhenTheyRefuse_AnswerAsDocumented()
    {
        var (_, elsewhere) = await Server.IssueAsync(Place, new { name = "x", permissions = new[] { "*" }, authorized_ip_addresses = new[] { "192.0.2.1" } });
        var failures = new List<string>();
        foreach (var operation in _document.Operations)
        {
            var path = await _routes.PathAsync(operation);
            var body = Routes.Example(operation)?.ToJsonString();
            if (!operation.IsOpen)
            {
                failures.AddRange(Compare(operation, operation.Refusals.Unauthenticated, await Server.Nobody.SendAsync(operation.Verb, path, body)));
                failures.AddRange(Compare(operation, 403, await elsewhere.SendAsync(operation.Verb, path, body)));
            }

            if (operation.Statuses.Contains(404))
            {
                failures.AddRange(Compare(operation, 404, await Server.Admin.SendAsync(operation.Verb, Routes.NowherePath(operation), body)));
            }

            if (operation.Body is not null)
            {
                var large = Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 1024 * 1024)}}"}""");
                // The server hangs up on what it will not read: the client has to ask first, or may lose the answer.
                failures.AddRange(Compare(operation, 413, await Server.Admin.SendBytesAsync(
                    operation.Verb, path, large, "application/json", ("Expect", "100-continue"))));
                failures.AddRange(Compare(operation, 415, await Server.Admin.SendBytesAsync(operation.Verb, path, [1], "text/plain")));
                failures.AddRange(Compare(operation, operation.Refusals.WrongFields, await Server.Admin.SendAsync(operation.Verb, path, "[]")));
            }
            else if (operation.Statuses.Contains(422) && (operation.Query.Any() || operation.Path.EndsWith('}')))
            {
                var wrong = operation.Query.FirstOrDefault() is { } field
                    ? $"{path}?{(string)field["name"]!}={new string('x', 5000)}"
                    : $"{path[..path.LastIndexOf('/')]}/nonsense";
                failures.AddRange(Compare(operation, 422, await Server.Admin.SendAsync(operation.Verb, wrong)));
            }
        }

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task Conflict_WhenProvoked_IsDocumented()
    {
        var create = _document.Operations.Single(operation => operation.Id == "Organizations_Create");
        var body = new { name = "x", sub_domain = "twice" };
        (await Server.Admin.PostAsync(create.Path, body)).Expect(201);
        Assert.That(Compare(create, 409, await Server.Admin.PostAsync(create.Path, body)), Is.Empty);
    }

    private IEnumerable<string> Compare(DocumentedOperation operation, int status, Answer answer)
    {
        if (answer.Status != status)
        {
            return [$"{operation}: {answer.Status} instead of {status}: {answer.Text}"];
        }

        if (_document.Answer(operation, status) is not { } documented)
        {
            return [$"{operation}: {status} is not documented"];
        }

        var headers = documented["headers"]?.AsObject().Select(header => header.Key) ?? [];
        var problems = headers.Where(header => answer.Header(header) is null).Select(header => $"{header} is missing");
        if (documented["content"]?["application/json"] is not { } media)
        {
            return problems.Concat(answer.Text.Length == 0 ? [] : ["a body is not documented"]).Select(problem => $"{operation} {status}: {problem}");
        }

        if (status >= 400 && status != 422)
        {
            var fixedByStatus = operation.HasLookups ? [] : media["example"]!["detail"] is null ? new[] { "error", "message", "status_code" } : ["detail"];
            problems = problems.Concat(fixedByStatus
                .Where(name => (status, name) is not ((409, "message") or (403 or 409, "detail")))
                .Where(name => media["example"]![name]!.ToString() != answer.Value(name)).Select(name => $"{name} is not as in the example: {answer.Text}"));
        }

        return problems.Concat(new SchemaCheck(_document).Problems(media["schema"]!, answer.Json)).Select(problem => $"{operation} {status}: {problem}");
    }
}
