using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace TokenPlatform.Api.Tests.OAuth;

/// <summary>
/// The OAuth endpoints as oauth4webapi sees them, a client library that nobody here wrote and that takes nothing but
/// what the standards say. Ignored where node or the library is not installed.
/// </summary>
public sealed class ClientLibraryTests : SharedServer
{
    private static readonly string s_folder = Repository.PathOf("tests", "Api.Tests", "OAuth", "client");

    [Test]
    public async Task Library_WhenItDiscoversIntrospectsRefreshesAndRevokes_UnderstandsEveryAnswer()
    {
        var (id, access, refresh) = await Server.RefreshableAsync(Place, ""","expires_in_days":1,"permissions":["orders:write"]""");
        var (_, caller) = await Server.IssueAsync(Place, new { name = "api", token_type = "service", permissions = new[] { "tokens:verify" } });

        var seen = await RunAsync(caller.Token!, access, refresh);

        Assert.Multiple(() =>
        {
            var issuer = Server.Address.ToString().TrimEnd('/');
            Assert.That((string?)seen["metadata"]!["issuer"], Is.EqualTo(issuer));
            Assert.That((string?)seen["metadata"]!["introspection_endpoint"], Is.EqualTo($"{issuer}/oauth2/introspect"));

            var granted = seen["granted"]!;
            Assert.That((bool)granted["active"]!, Is.True);
            Assert.That((string?)granted["jti"], Is.EqualTo(id));
            Assert.That((string?)granted["client_id"], Is.EqualTo(Place.AppId));
            Assert.That((string?)granted["scope"], Is.EqualTo("orders"));
            Assert.That((long)granted["exp"]! - (long)granted["iat"]!, Is.EqualTo(86400));

            var refreshed = seen["refreshed"]!;
            Assert.That((string?)refreshed["token_type"], Is.EqualTo("bearer"), "The library writes it so");
            Assert.That((long)refreshed["expires_in"]!, Is.EqualTo(86400));
            Assert.That((string?)refreshed["access_token"], Does.StartWith("tka_").And.Not.EqualTo(access));
            Assert.That((string?)refreshed["refresh_token"], Does.StartWith("tkr_").And.Not.EqualTo(refresh));

            Assert.That(seen["superseded"]!.ToJsonString(), Is.EqualTo("""{"active":false}"""));
            Assert.That((string?)seen["renewed"]!["jti"], Is.EqualTo(id));
            Assert.That(seen["revoked"]!.ToJsonString(), Is.EqualTo("""{"active":false}"""));
        });
        Assert.That(await Server.CodeOfAsync((string?)seen["refreshed"]!["access_token"]), Is.EqualTo("NOT_FOUND"));
    }

    [Test]
    public async Task Library_WhenItIsRefused_UnderstandsWhy()
    {
        var (_, access, refresh) = await Server.RefreshableAsync(Place);

        var seen = await RunAsync(Server.AdminToken, access, refresh);

        Assert.Multiple(() =>
        {
            Assert.That((string?)seen["refusedGrant"]!["kind"], Is.EqualTo("ResponseBodyError"));
            Assert.That((string?)seen["refusedGrant"]!["error"], Is.EqualTo("invalid_grant"));
            foreach (var refused in new[] { seen["refusedCaller"]!, seen["refusedRevoker"]! })
            {
                Assert.That((string?)refused["kind"], Is.EqualTo("WWWAuthenticateChallengeError"));
                Assert.That((int)refused["status"]!, Is.EqualTo(401));
                Assert.That(refused["challenges"]!.AsArray().Select(challenge => (string?)challenge!["scheme"]), Does.Contain("basic"));
            }
        });
    }

    private async Task<JsonNode> RunAsync(string callerToken, string accessToken, string refreshToken)
    {
        var start = new ProcessStartInfo("node", "client.js")
        {
            WorkingDirectory = s_folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ISSUER"] = Server.Address.ToString().TrimEnd('/');
        start.Environment["CALLER_TOKEN"] = callerToken;
        start.Environment["ACCESS_TOKEN"] = accessToken;
        start.Environment["REFRESH_TOKEN"] = refreshToken;
        using var node = StartOrIgnore(start);
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var error = node.StandardError.ReadToEndAsync(timeout.Token);
        var output = await node.StandardOutput.ReadToEndAsync(timeout.Token);
        await node.WaitForExitAsync(timeout.Token);
        Assert.That(node.ExitCode, Is.Zero, await error);
        return JsonNode.Parse(output)!;
    }

    private static Process StartOrIgnore(ProcessStartInfo start)
    {
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules", "oauth4webapi")))
        {
            Assert.Ignore("oauth4webapi is not installed: npm ci in tests/Api.Tests/OAuth/client");
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Ignore("node is not installed");
            throw;
        }
    }
}
