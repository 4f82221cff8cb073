using System.Globalization;
using TokenPlatform.Domain.Audit;

namespace TokenPlatform.Api.Tests.Families;

public sealed class SessionsTests : SharedServer
{
    private const string Login = "/api/v1/auth/login";
    private const string Tokens = "/api/v1/access-tokens";
    private const string Password = "correct horse battery";
    private const string SeedName = "002_1e09053dcff083bb";

    private static int s_number;

    private string _email = null!;
    private string _userId = null!;

    private string Own => Server.Address.GetLeftPart(UriPartial.Authority);

    [SetUp]
    public async Task AddUser()
    {
        _email = $"sessions-{Interlocked.Increment(ref s_number)}@example.com";
        _userId = (await Server.Admin.PostAsync("/v1/users", new { email = _email, name = "Ada", password = Password })).Expect(201).Value("user_id")!;
    }

    [Test]
    public async Task Login_WhenPasswordIsRight_GivesASessionInTheShapeOfSeed()
    {
        var answer = (await LoginAsync(_email.ToUpperInvariant(), Password)).Expect(200);
        Seed.AssertShape(answer.Json, Seed.Sample(SeedName, "Create Access Token", "plaintext"), ["lastUsedAt", "revokedAt"]);
        var plaintext = answer.Value("plaintext")!;
        Assert.Multiple(() =>
        {
            Assert.That(plaintext, Does.Match("^tks_[0-9A-Za-z]{36}$"));
            Assert.That(answer.Value("token.tokenType"), Is.EqualTo("session"));
            Assert.That(answer.Header("Cache-Control"), Is.EqualTo("no-store"));
            Assert.That(Time(answer, "token.expiresAt") - Time(answer, "token.createdAt"), Is.EqualTo(TimeSpan.FromHours(12)));
            Assert.That(
                answer.Header("Set-Cookie"),
                Is.EqualTo($"vai_token={plaintext}; max-age=604800; path=/; samesite=lax; httponly"));
        });
        var me = (await Server.As(plaintext).GetAsync("/v1/me")).Expect(200);
        Assert.That((me.Value("user.user_id"), me.Value("token.token_type"), me.Value("token.expires_at")), Is.EqualTo((_userId, "session", answer.Value("token.expiresAt"))));
        var listed = (await Server.As(plaintext).GetAsync($"{Tokens}?tokenType=session")).Expect(200);
        Assert.That(listed.Value("items.0.id"), Is.EqualTo(answer.Value("token.id")));
    }

    [TestCase("https://tokens.example.com", "; secure")]
    [TestCase("http://tokens.example.com", "")]
    public async Task Login_WhenPublicUrlIsSet_SaysWhetherTheCookieIsSecure(string url, string expected)
    {
        await using var server = new PlatformServer(("Server:PublicUrl", url), ("Bootstrap:AdminPassword", Password));
        var answer = (await server.Nobody.PostAsync(Login, new { email = "admin@localhost", password = Password })).Expect(200);
        Assert.That(answer.Header("Set-Cookie"), Does.EndWith($"; path=/{expected}; samesite=lax; httponly"));
    }

    [Test]
    public async Task Login_WhenRefused_AnswersTheSameToAll()
    {
        var (disabled, without) = ($"disabled-{_email}", $"without-{_email}");
        var disabledId = (await Server.Admin.PostAsync("/v1/users", new { email = disabled, name = "x", password = Password })).Expect(201).Value("user_id");
        (await Server.Admin.SendAsync(HttpMethod.Patch, $"/v1/users/{disabledId}", """{"disabled":true}""")).Expect(200);
        (await Server.Admin.PostAsync("/v1/users", new { email = without, name = "x" })).Expect(201);
        foreach (var (email, password) in new[] { (_email, "wrong horse battery"), (_email, ""), ($"nobody-{_email}", Password), ("", Password), (disabled, Password), (without, Password) })
        {
            var answer = (await LoginAsync(email, password)).Expect(401);
            Assert.That(answer.Text, Is.EqualTo("""{"detail":"Incorrect email or password"}"""));
            Assert.That((answer.Header("WWW-Authenticate"), answer.Header("Set-Cookie")), Is.EqualTo(("Bearer", (string?)null)));
        }
    }

    [TestCase("{}", """[{"loc":["body","email"],"msg":"Field required","type":"missing"},{"loc":["body","password"],"msg":"Field required","type":"missing"}]""")]
    [TestCase("""{"email":5,"password":null}""", """[{"loc":["body","email"],"msg":"Input should be a valid string","type":"string_type"},{"loc":["body","password"],"msg":"Input should be a valid string","type":"string_type"}]""")]
    public async Task Login_WhenBodyIsWrong_Is422(string body, string detail) =>
        Assert.That((await Server.Nobody.PostAsync(Login, body)).Expect(422).Text, Is.EqualTo($$"""{"detail":{{detail}}}"""));

    [TestCase(254, 128, 401)]
    [TestCase(255, 128, 422)]
    [TestCase(254, 129, 422)]
    public async Task Login_WhenFieldsAreLong_TakesWhatAUserCouldHave(int email, int password, int status) =>
        (await LoginAsync(new string('a', email), new string('b', password))).Expect(status);

    [Test]
    public async Task Login_WhenFiveWereWrong_Is429WithRetryAfterAndNoLock()
    {
        var session = Server.As((await LoginAsync(_email, Password)).Expect(200).Value("plaintext"));
        var wrong = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LoginAsync(_email, "wrong horse battery")));
        Assert.That(wrong.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 401, 401, 401, 401, 401, 429, 429, 429 }));

        var refused = (await LoginAsync(_email.ToUpperInvariant(), Password)).Expect(429);
        Assert.That(refused.Text, Is.EqualTo("""{"detail":"Too many requests. Please try again later."}"""));
        Assert.That(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture), Is.InRange(1, 900));
        (await session.GetAsync("/v1/me")).Expect(200);
        (await session.PostAsync("/api/v1/auth/password", new { currentPassword = Password, newPassword = "another horse" })).Expect(429);
        (await LoginAsync($"other-{_email}", Password)).Expect(401);
    }

    [Test]
    public async Task Login_WhenOnlyOneAddressWasWrong_OthersMayTry()
    {
        await using var server = new PlatformServer(("Server:TrustedProxies", "127.0.0.0/8"), ("Bootstrap:AdminPassword", Password));
        async Task<int> Sent(string address, string password) => (await server.Nobody.SendAsync(
            HttpMethod.Post, Login, $$"""{"email":"admin@localhost","password":"{{password}}"}""", ("X-Forwarded-For", address))).Status;
        for (var i = 0; i < 5; i++)
        {
            Assert.That(await Sent("192.0.2.1", "wrong"), Is.EqualTo(401));
        }

        Assert.That((await Sent("192.0.2.1", Password), await Sent("192.0.2.2", Password)), Is.EqualTo((429, 200)));
    }

    [Test]
    public async Task Login_WhenATokenIsSentAlong_DoesNotLookAtIt()
    {
        foreach (var carried in new[] { "nonsense", Server.AdminToken })
        {
            var answer = (await Server.As(carried).PostAsync(Login, new { email = _email, password = Password })).Expect(200);
            var started = EventsOf(answer.Value("token.id")!).Single();
            Assert.That((started.Entry.Action, started.Actor.Type, started.Actor.Id?.ToString()), Is.EqualTo(("session.started", "user", _userId)));
            Assert.That((started.Actor.TokenId?.ToString(), started.Actor.IpAddress), Is.EqualTo((answer.Value("token.id"), "127.0.0.1")));
        }
    }

    [Test]
    public async Task Browser_WhenSignedIn_ReadsWithTheCookieAndWritesFromOurOriginOnly()
    {
        using var browser = new Browser(Server);
        (await browser.SendAsync(HttpMethod.Get, Tokens)).Expect(401);
        var answer = (await browser.SendAsync(HttpMethod.Post, Login, new { email = _email, password = Password }, Own)).Expect(200);
        Assert.That((browser.Session!.Value, browser.Session.HttpOnly, browser.Session.Path), Is.EqualTo((answer.Value("plaintext"), true, "/")));
        Assert.That(browser.Session.Expires, Is.EqualTo(TimeProvider.System.GetLocalNow().DateTime.AddDays(7)).Within(TimeSpan.FromMinutes(5)));
        (await browser.SendAsync(HttpMethod.Get, Tokens)).Expect(200);

        foreach (var origin in new[] { null, "null", "https://evil.example", Own.Replace("http:", "https:", StringComparison.Ordinal), $"{Own}.evil.example" })
        {
            foreach (var (method, path) in new[] { (HttpMethod.Post, Tokens), (HttpMethod.Delete, Tokens), (HttpMethod.Delete, $"{Tokens}/self"), (HttpMethod.Post, "/api/v1/auth/logout"), (HttpMethod.Post, "/api/v1/auth/password") })
            {
                var refused = (await browser.SendAsync(method, path, method == HttpMethod.Post ? new { name = "x" } : null, origin)).Expect(403);
                Assert.That(refused.Value("detail"), Does.EndWith(": foreign_origin"));
            }
        }

        (await browser.SendAsync(HttpMethod.Post, Tokens, new { name = "x" }, Own)).Expect(201);
        Assert.That((await browser.SendAsync(HttpMethod.Get, Tokens)).Json["items"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Browser_WhenSignedOut_HasNoCookieAndTheSessionIsOver()
    {
        using var browser = new Browser(Server);
        var answer = (await browser.SendAsync(HttpMethod.Post, Login, new { email = _email, password = Password })).Expect(200);
        var signedOut = (await browser.SendAsync(HttpMethod.Post, "/api/v1/auth/logout", origin: Own)).Expect(204);
        Assert.That(signedOut.Text, Is.Empty);
        Assert.That(browser.Session, Is.Null);
        (await browser.SendAsync(HttpMethod.Get, Tokens)).Expect(401);
        (await Server.As(answer.Value("plaintext")).GetAsync("/v1/me")).Expect(401);
        (await Server.As(answer.Value("plaintext")).PostAsync("/api/v1/auth/logout", "")).Expect(401);
        Assert.That(EventsOf(answer.Value("token.id")!).Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "session.started", "session.ended" }));
        (await browser.SendAsync(HttpMethod.Post, Login, new { email = _email, password = Password })).Expect(200);
    }

    [Test]
    public async Task Password_WhenChanged_EndsAllOtherSessionsAndNothingElse()
    {
        var (other, own) = (await SignInAsync(), await SignInAsync());
        var personal = Server.As((await own.PostAsync(Tokens, new { name = "x" })).Expect(201).Value("plaintext"));
        var changed = await own.PostAsync("/api/v1/auth/password", new { currentPassword = Password, newPassword = "another horse" });
        Assert.That(changed.Expect(204).Text, Is.Empty);
        (await other.GetAsync("/v1/me")).Expect(401);
        (await own.GetAsync("/v1/me")).Expect(200);
        (await personal.GetAsync("/v1/me")).Expect(200);
        (await LoginAsync(_email, Password)).Expect(401);
        (await LoginAsync(_email, "another horse")).Expect(200);
        Assert.That(EventsOf(_userId).Select(audited => audited.Entry.Action), Is.EqualTo(new[] { "user.created", "user.password_set" }));
    }

    [TestCase("""{"currentPassword":"wrong horse","newPassword":"another horse"}""", """[{"loc":["body","currentPassword"],"msg":"Value error, this is not the current password","type":"value_error"}]""")]
    [TestCase("""{"currentPassword":"","newPassword":"short"}""", """[{"loc":["body","newPassword"],"msg":"String should have at least 12 characters","type":"string_too_short"}]""")]
    [TestCase("{}", """[{"loc":["body","currentPassword"],"msg":"Field required","type":"missing"},{"loc":["body","newPassword"],"msg":"Field required","type":"missing"}]""")]
    public async Task Password_WhenBodyIsWrong_ChangesNothing(string body, string detail)
    {
        var (other, own) = (await SignInAsync(), await SignInAsync());
        Assert.That((await own.PostAsync("/api/v1/auth/password", body)).Expect(422).Text, Is.EqualTo($$"""{"detail":{{detail}}}"""));
        (await other.GetAsync("/v1/me")).Expect(200);
        (await LoginAsync(_email, Password)).Expect(200);
    }

    [Test]
    public async Task Password_WhenSetByAnAdministrator_LetsWhoHadNoneSignInAndEndsSessions()
    {
        var email = $"first-{_email}";
        var id = (await Server.Admin.PostAsync("/v1/users", new { email, name = "x" })).Expect(201).Value("user_id");
        (await LoginAsync(email, Password)).Expect(401);
        (await Server.Admin.SendAsync(HttpMethod.Put, $"/v1/users/{id}/password", $$"""{"password":"{{Password}}"}""")).Expect(204);
        var session = Server.As((await LoginAsync(email, Password)).Expect(200).Value("plaintext"));
        (await session.GetAsync("/v1/me")).Expect(200);
        (await Server.Admin.SendAsync(HttpMethod.Put, $"/v1/users/{id}/password", """{"password":"another horse"}""")).Expect(204);
        (await session.GetAsync("/v1/me")).Expect(401);
    }

    private static DateTimeOffset Time(Answer answer, string path) => DateTimeOffset.Parse(answer.Value(path)!, CultureInfo.InvariantCulture);

    private Task<Answer> LoginAsync(string email, string password) => Server.Nobody.PostAsync(Login, new { email, password });

    private async Task<Client> SignInAsync() => Server.As((await LoginAsync(_email, Password)).Expect(200).Value("plaintext"));

    private IReadOnlyList<AuditEvent> EventsOf(string id)
    {
        using var database = Server.OpenDatabase();
        return [.. AuditTrail.Of(database, AuditChain.Platform.ToString()).Where(audited => audited.Entry.Target.Id.ToString() == id)];
    }
}
