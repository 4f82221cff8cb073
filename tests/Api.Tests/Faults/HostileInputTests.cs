using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using TokenPlatform.Api.Tests.Operations;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Faults;

/// <summary>Whatever is sent to a documented operation, it answers as documented and never fails.</summary>
public sealed class HostileInputTests : SharedServer
{
    private const int ForEachValue = 9;
    private const int ForEachOperation = 9;
    private const string FormType = "application/x-www-form-urlencoded";
    private const string JsonType = "application/json";
    private const string Site = "\u2620";

    // What the server says before it knows of routes, or where the path no longer leads to the operation.
    private static readonly int[] s_ofHttp = [400, 404, 405, 408, 411, 413, 414, 415, 417, 431];

    private static readonly IReadOnlyList<string> s_steps = [.. HostileValues.Escaped.Where(value => value.Length > 0 && !value.StartsWith('/'))];

    private readonly List<string> _failures = [];
    private ApiDocumentReader _document = null!;
    private SchemaCheck _schemas = null!;
    private Client _caller = null!;

    [SetUp]
    public async Task Prepare()
    {
        _failures.Clear();
        _document = await ApiDocumentReader.ReadAsync(Server);
        _schemas = new SchemaCheck(_document);
        _caller = await AdministratorAsync();
    }

    [Test]
    public async Task Bodies_WhenHostile_AreAnsweredAsDocumented()
    {
        var routes = new Routes(Server, Place, _document);
        foreach (var operation in _document.Operations.Where(operation => operation.Body is not null))
        {
            var (path, body) = (await routes.PathAsync(operation), await routes.BodyAsync(operation));
            foreach (var whole in HostileValues.Bodies.Some(operation.HasLookups ? 20 : 100, operation.Id))
            {
                await SendAsync(operation, path, whole, JsonType);
            }

            foreach (var (site, sent) in Sites(body!).ToList())
            {
                foreach (var value in HostileValues.Values.Some(ForEachValue, operation.Id + site))
                {
                    await SendAsync(operation, path, Replace(sent, value), JsonType);
                }
            }
        }

        Assert.That(_failures, Is.Empty, string.Join('\n', _failures));
    }

    [Test]
    public async Task Forms_WhenHostile_AreAnsweredAsDocumented()
    {
        foreach (var operation in _document.PlainOperations.Where(operation => operation.Verb == HttpMethod.Post))
        {
            foreach (var whole in HostileValues.Bodies)
            {
                await SendAsync(operation, operation.Path, whole, FormType);
            }

            foreach (var value in HostileValues.Escaped)
            {
                await SendAsync(operation, operation.Path, Encoding.ASCII.GetBytes($"grant_type=refresh_token&token={value}&refresh_token={value}"), FormType);
                await SendAsync(operation, operation.Path, Encoding.ASCII.GetBytes($"token=x&{value}={value}&grant_type={value}"), FormType);
            }
        }

        Assert.That(_failures, Is.Empty, string.Join('\n', _failures));
    }

    [Test]
    public async Task QueriesAndPaths_WhenHostile_AreAnsweredAsDocumented()
    {
        var routes = new Routes(Server, Place, _document);
        foreach (var operation in _document.Operations.Concat(_document.PlainOperations))
        {
            var path = operation.IsPlain ? operation.Path : await routes.PathAsync(operation);
            foreach (var name in operation.Query.Select(parameter => (string)parameter["name"]!).Append("undocumented"))
            {
                foreach (var value in HostileValues.Escaped.Some(ForEachValue, operation.Id + name))
                {
                    await SendAsync(operation, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={value}");
                }
            }

            var (steps, template) = (path.Split('?')[0].Split('/'), operation.Path.Split('/'));
            foreach (var at in Enumerable.Range(0, template.Length).Where(at => template[at].StartsWith('{')))
            {
                foreach (var value in s_steps.Some(ForEachValue, $"{operation.Id}/{at}"))
                {
                    await SendAsync(operation, string.Join('/', [.. steps[..at], value, .. steps[(at + 1)..]]), isPathChanged: true);
                }
            }
        }

        Assert.That(_failures, Is.Empty, string.Join('\n', _failures));
    }

    [Test]
    public async Task Cursors_WhenTamperedWith_AreAnsweredAsDocumented()
    {
        var app = await Server.AppAsync(Place.OrganizationId);
        Assert.That(app, Is.Not.Null);
        var cursor = (await Server.Admin.GetAsync($"{Place.Organization}/apps?limit=1")).Expect(200).Value("next_cursor")!;
        var routes = new Routes(Server, Place, _document);
        string[] tampered = [cursor, cursor[1..], cursor[..^1], $"{cursor}A", $"{cursor}==", cursor + cursor, new([.. cursor.Reverse()]), $"B{cursor[1..]}", $"{cursor[..^1]}_", cursor.ToUpperInvariant()];
        foreach (var operation in _document.Operations.Where(operation => operation.Query.Any(parameter => (string)parameter["name"]! == "cursor")))
        {
            var path = await routes.PathAsync(operation);
            foreach (var value in tampered.Skip(operation.Id == "Apps_List" ? 1 : 0))
            {
                var answer = await SendAsync(operation, $"{path}?cursor={value}");
                Assert.That(answer.Status, Is.EqualTo(422), $"{operation} {value}");
            }
        }

        Assert.That(_failures, Is.Empty, string.Join('\n', _failures));
    }

    [Test]
    public async Task Headers_WhenHostile_AreAnsweredAsDocumented()
    {
        var routes = new Routes(Server, Place, _document);
        foreach (var operation in _document.Operations.Concat(_document.PlainOperations))
        {
            var path = operation.IsPlain ? operation.Path : await routes.PathAsync(operation);
            var body = operation.Body is null ? null : Encoding.UTF8.GetBytes(routes.Minimal(operation).ToJsonString());
            foreach (var header in HostileValues.Headers.Some(ForEachOperation, operation.Id))
            {
                await SendAsync(operation, path, body, header.Name == "Content-Type" ? null : JsonType, headers: header);
            }
        }

        Assert.That(_failures, Is.Empty, string.Join('\n', _failures));
    }

    [TestCaseSource(nameof(Wire))]
    public async Task Server_WhenSentWhatIsNoHttp_RefusesAndLives(string sent)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(Server.Address.Host, Server.Address.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(sent));
        tcp.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            Assert.That(await reader.ReadLineAsync(timeout.Token) ?? "hung up", Does.Match("^(HTTP/1.1 (4|505)|hung up)"));
        }
        catch (IOException)
        {
            // Hung up before all was read.
        }

        (await Server.Nobody.GetAsync("/health/live")).Expect(200);
    }

    private static IEnumerable<TestCaseData> Wire() =>
        HostileValues.Wire.Select((sent, index) => new TestCaseData(sent) { TestName = $"{{m}}({index})" });

    /// <summary>Each place in a body where a value stands, with the body that has a mark there.</summary>
    private static IEnumerable<(string Site, string Sent)> Sites(JsonNode body)
    {
        foreach (var path in Paths(body, string.Empty).ToList())
        {
            var marked = body.DeepClone();
            var at = marked;
            var steps = path.Split('/')[1..];
            foreach (var step in steps[..^1])
            {
                at = at is JsonArray ? at[0]! : at[step]!;
            }

            if (at is JsonArray items)
            {
                items[0] = Site;
            }
            else
            {
                at[steps[^1]] = Site;
            }

            yield return (path, marked.ToJsonString());
        }
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Paths(field.Value, $"{path}/{field.Key}").Prepend($"{path}/{field.Key}")),
        JsonArray { Count: > 0 } items => Paths(items[0], $"{path}/0").Prepend($"{path}/0"),
        _ => [],
    };

    private static byte[] Replace(string sent, byte[] value)
    {
        var parts = sent.Split(JsonValue.Create(Site).ToJsonString());
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. value, .. Encoding.UTF8.GetBytes(parts[1])];
    }

    private async Task<Client> AdministratorAsync()
    {
        var created = await Server.Admin.PostAsync("/v1/users", new { name = "x", email = $"{Guid.NewGuid()}@example.com", is_platform_admin = true });
        return await Server.TokenAsync(new Token
        {
            TokenId = Guid.NewGuid(),
            Kind = TokenKind.Personal,
            UserId = Guid.Parse(created.Expect(201).Value("user_id")!),
            Name = "hostile",
            Prefix = string.Empty,
            Limits = new TokenLimits(),
            IssuedAt = TimeProvider.System.GetNow(),
        });
    }

    private async Task<Answer> SendAsync(
        DocumentedOperation operation, string path, byte[]? body = null, string? type = null, bool isPathChanged = false, params (string Name, string Value)[] headers)
    {
        var answer = await _caller.SendBytesAsync(operation.Verb, path, body, type, headers);
        var problems = Problems(operation, answer, isPathChanged).ToList();
        if (problems.Count > 0)
        {
            var shown = body is null ? string.Empty : HostileValues.Show(body);
            _failures.Add($"{operation.Verb} {(path.Length > 200 ? path[..200] : path)} {string.Join(' ', headers)} {shown}: {answer.Status} {string.Join("; ", problems)}");
        }

        // Some operations end the token that calls.
        if ((operation.Id is "Auth_Logout" or "AccessTokens_RevokeAll") && answer.Status < 300)
        {
            _caller = await AdministratorAsync();
        }

        return answer;
    }

    private IEnumerable<string> Problems(DocumentedOperation operation, Answer answer, bool isPathChanged)
    {
        if (answer.Status >= 500)
        {
            return [$"failed: {answer.Text}"];
        }

        if (_document.Answer(operation, answer.Status) is not { } documented)
        {
            return s_ofHttp.Contains(answer.Status) && (isPathChanged || answer.Text.Length == 0) ? [] : [$"is not documented: {answer.Text}"];
        }

        if (answer.Status == 400 && answer.Text.Length == 0)
        {
            // Refused by the server before any route.
            return [];
        }

        var type = answer.Message.Content.Headers.ContentType?.MediaType;
        return (documented["content"]?[type ?? string.Empty], documented["content"]) switch
        {
            (null, null) => answer.Text.Length == 0 ? [] : ["a body is not documented"],
            (null, _) => isPathChanged ? [] : [$"'{type}' is not documented"],
            ({ } media, _) when type == JsonType && media["schema"] is { } schema => _schemas.Problems(schema, answer.Json),
            _ => [],
        };
    }
}
