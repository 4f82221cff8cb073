using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>The document is whole.</summary>
public sealed class OpenApiTests : SharedServer
{
    private ApiDocumentReader _document = null!;

    private IEnumerable<ControllerActionDescriptor> Actions =>
        Server.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<ControllerActionDescriptor>();

    [SetUp]
    public async Task ReadDocument() => _document = await ApiDocumentReader.ReadAsync(Server);

    [Test]
    public void Document_WhenRead_IsOpenApi31OfThisProgram()
    {
        Assert.That((string?)_document.Root["openapi"], Does.StartWith("3.1."));
        Assert.That((string?)_document.Root["info"]!["title"], Is.EqualTo("TokenPlatform"));
        Assert.That((string?)_document.Root["info"]!["version"], Does.Match(@"^\d+\.\d+\.\d+$"));
    }

    [Test]
    public void Operations_WhenCounted_AreTheActionsAndNothingElse()
    {
        var actions = Actions.SelectMany(action => action.ActionConstraints!.OfType<HttpMethodActionConstraint>().Single().HttpMethods
            .Select(method => $"{method} /{action.AttributeRouteInfo!.Template}"));
        Assert.That(_document.Operations.Select(operation => operation.ToString()), Is.EquivalentTo(actions));
    }

    [Test]
    public async Task PlainOperations_WhenCalled_AnswerAsDocumented()
    {
        Assert.That(
            _document.PlainOperations.Select(operation => operation.Path),
            Is.EquivalentTo(new[] { "/health/live", "/health/ready", "/metrics", "/openapi/v1.json", "/docs", "/gateway/authorize", "/oauth2/introspect", "/oauth2/revoke", "/oauth2/token", "/.well-known/oauth-authorization-server" }));
        foreach (var operation in _document.PlainOperations.Where(operation => operation.Verb == HttpMethod.Get))
        {
            var answer = await Server.Admin.GetAsync($"{operation.Path}?org_id={Place.OrganizationId}");
            var documented = _document.Answer(operation, answer.Expect(200).Status)!;
            var mediaType = answer.Message.Content.Headers.ContentType?.MediaType;
            Assert.That(documented["content"]?.AsObject().Select(content => content.Key).SingleOrDefault(), Is.EqualTo(mediaType), operation.ToString());
            foreach (var (header, _) in documented["headers"]?.AsObject() ?? [])
            {
                Assert.That(answer.Header(header), Is.Not.Null, header);
            }
        }
    }

    [Test]
    public void Operations_WhenNamed_HaveUniqueIdsSummariesAndAKnownTag()
    {
        var tags = _document.Root["tags"]!.AsArray().Select(tag => (string?)tag!["name"]).ToList();
        Assert.That(_document.Operations.Select(operation => operation.Id), Is.Unique);
        Assert.Multiple(() =>
        {
            foreach (var operation in _document.Operations)
            {
                Assert.That((string?)operation.Json["summary"], Is.Not.Null.And.Not.Empty, operation.ToString());
                Assert.That(tags, Does.Contain((string?)operation.Json["tags"]!.AsArray().Single()), operation.ToString());
            }
        });
    }

    [Test]
    public void Actions_WhenDeclared_SayTheirSuccessAndItsBody() => Assert.Multiple(() =>
    {
        foreach (var action in Actions)
        {
            var declared = action.EndpointMetadata.OfType<ProducesResponseTypeAttribute>().Where(answer => answer.StatusCode < 300).ToList();
            Assert.That(declared, Has.Count.EqualTo(1), $"{action.DisplayName} needs one [ProducesResponseType] of success");
            Assert.That(declared.All(answer => answer.StatusCode == 204 == (answer.Type == typeof(void))), Is.True, $"{action.DisplayName}: 204 has no body, all else has");
        }
    });

    [Test]
    public void Fields_WhenDocumented_HaveDescriptions() => Assert.Multiple(() =>
    {
        foreach (var (schema, name, property) in Properties())
        {
            var described = property["description"] ?? property["oneOf"]?.AsArray().Select(choice => choice!["description"]).SingleOrDefault(text => text is not null);
            Assert.That((string?)described, Is.Not.Null.And.Not.Empty, $"{schema}.{name} needs a summary");
        }

        foreach (var (operation, parameter) in _document.Operations.SelectMany(o => o.Json["parameters"]?.AsArray().Select(p => (o, p!)) ?? []))
        {
            Assert.That((string?)parameter["description"], Is.Not.Null.And.Not.Empty, $"{operation} {parameter["name"]}");
        }
    });

    [Test]
    public void Answers_WhenDocumented_RequireAllTheirFields() => Assert.Multiple(() =>
    {
        foreach (var (name, schema) in _document.Schemas.Where(schema => schema.Key.EndsWith("Response", StringComparison.Ordinal)))
        {
            var required = schema!["required"]?.AsArray().Select(field => (string?)field) ?? [];
            Assert.That(required, Is.EqualTo(schema["properties"]!.AsObject().Select(property => property.Key)), $"{name}: every property is a required member");
        }
    });

    [Test]
    public void Security_WhenDocumented_OffersThreeCarriers()
    {
        var schemes = _document.Root["components"]!["securitySchemes"]!;
        Assert.Multiple(() =>
        {
            Assert.That((string?)schemes["bearer"]!["scheme"], Is.EqualTo("bearer"));
            Assert.That((string?)schemes["apiKey"]!["name"], Is.EqualTo("X-API-Key"));
            Assert.That((string?)schemes["cookie"]!["name"], Is.EqualTo("vai_token"));
            Assert.That(_document.Operations.Where(operation => operation.IsOpen).Select(operation => operation.Id), Is.EqualTo(new[] { "Auth_Login" }));
            foreach (var operation in _document.Operations.Where(operation => !operation.IsOpen))
            {
                var offered = operation.Json["security"]!.AsArray().Select(choice => choice!.AsObject().Single().Key);
                Assert.That(offered, Is.EqualTo(new[] { "bearer", "apiKey", "cookie" }), operation.ToString());
            }
        });
    }

    [Test]
    public void Examples_WhenCompared_MatchTheirSchemas()
    {
        var check = new SchemaCheck(_document);
        Assert.Multiple(() =>
        {
            foreach (var operation in _document.Operations)
            {
                var answers = operation.Statuses.Select(status => _document.Answer(operation, status)!["content"]?["application/json"]);
                foreach (var media in answers.Append(operation.Body).OfType<JsonNode>())
                {
                    Assert.That(media["example"], Is.Not.Null, operation.ToString());
                    Assert.That(check.Problems(media["schema"]!, media["example"]), Is.Empty, operation.ToString());
                }
            }
        });
    }

    [Test]
    public async Task Document_WhenPublicUrlIsSet_NamesItAsServer()
    {
        await using var server = new PlatformServer(("Server:PublicUrl", "https://tokens.example.com/"));
        var document = await ApiDocumentReader.ReadAsync(server);
        Assert.That((string?)document.Root["servers"]!.AsArray().Single()!["url"], Is.EqualTo("https://tokens.example.com"));
        Assert.That(_document.Root["servers"], Is.Null);
    }

    private IEnumerable<(string Schema, string Name, JsonNode Property)> Properties() => _document.Schemas.SelectMany(schema =>
        schema.Value!["properties"]!.AsObject().Select(property => (schema.Key, property.Key, property.Value!)));
}
