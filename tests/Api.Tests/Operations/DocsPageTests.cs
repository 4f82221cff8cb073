using System.Text.RegularExpressions;

namespace TokenPlatform.Api.Tests.Operations;

/// <summary>Swagger UI runs under its own policy.</summary>
public sealed partial class DocsPageTests : SharedServer
{
    [Test]
    public async Task Docs_WhenOpened_ForbidWhatIsInlineForeignOrFramed()
    {
        var page = (await Server.Nobody.GetAsync("/docs")).Expect(200);
        var policy = page.Header("Content-Security-Policy")!.Split("; ");
        Assert.Multiple(() =>
        {
            Assert.That(page.Header("Content-Type"), Does.StartWith("text/html"));
            Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("script-src 'self'").And.Contain("style-src 'self'").And.Contain("frame-ancestors 'none'"));
            Assert.That(string.Join(' ', policy), Does.Not.Contain("unsafe").And.Not.Contain("http").And.Not.Contain('*'));
        });
    }

    [Test]
    public async Task Docs_WhenOpened_HoldNothingInlineAndLoadAllFromHere()
    {
        var page = (await Server.Nobody.GetAsync("/docs")).Expect(200).Text;
        Assert.Multiple(() =>
        {
            Assert.That(Scripts().Matches(page), Is.Not.Empty);
            Assert.That(Scripts().Matches(page).Select(script => script.Value), Is.All.Match("^<script src=\"/docs/[^\"]+\"></script>$"));
            Assert.That(page, Does.Not.Match("<style|<base|<meta http-equiv| style=| on[a-z]+=|javascript:|https?:"));
        });
        foreach (var source in Sources().Matches(page).Select(match => match.Groups["path"].Value))
        {
            var asset = (await Server.Nobody.GetAsync(source)).Expect(200);
            Assert.That(asset.Text, Is.Not.Empty, source);
            Assert.That(asset.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"), source);
        }
    }

    [Test]
    public async Task Initializer_WhenRead_PointsAtTheDocument()
    {
        var script = (await Server.Nobody.GetAsync("/docs/initializer.js")).Expect(200);
        Assert.That(script.Header("Content-Type"), Is.EqualTo("text/javascript"));
        Assert.That(script.Text, Does.Contain("url: '/openapi/v1.json'").And.Not.Contain("http"));
    }

    [TestCase("GET", "/docs/nothing.js", 404, "RESOURCE_NOT_FOUND")]
    [TestCase("GET", "/docs/a/b", 404, "RESOURCE_NOT_FOUND")]
    [TestCase("POST", "/docs", 405, "METHOD_NOT_ALLOWED")]
    [TestCase("GET", "/openapi/v2.json", 404, "RESOURCE_NOT_FOUND")]
    [TestCase("POST", "/openapi/v1.json", 405, "METHOD_NOT_ALLOWED")]
    public async Task Errors_WhenNothingIsThere_HaveTheBodyOfTheApi(string method, string path, int status, string error)
    {
        var answer = await Server.Nobody.SendAsync(HttpMethod.Parse(method), path);
        Assert.That(answer.Expect(status).Value("error"), Is.EqualTo(error));
    }

    [GeneratedRegex(@"<script[^>]*>.*?</script>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scripts();

    [GeneratedRegex("(src|href)=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sources();
}
