using System.Diagnostics;
using System.Globalization;
using System.Net;
using TokenPlatform.Api.Authentication;
using TokenPlatform.Domain.Permissions;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Authentication;

internal sealed class FailedAuthenticationsTests
{
    private const int Limit = 3;

    private static readonly IPAddress s_here = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress s_elsewhere = IPAddress.Parse("192.0.2.2");

    [Test]
    public void Note_WhenAMinuteIsUsedUp_RefusesThatAddressUntilItIsOver()
    {
        var clock = new MinuteClock();
        var failures = new FailedAuthentications(Limit, clock);
        var answers = Enumerable.Range(0, Limit + 2).Select(_ => failures.Note(s_here)).ToList();
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.That(answers.Count(answer => answer is null), Is.EqualTo(Limit));
        Assert.That(failures.RefusalOf(s_here)?.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(40)));
        Assert.That(failures.RefusalOf(s_elsewhere), Is.Null);

        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.That(failures.RefusalOf(s_here), Is.Null);
        Assert.That(failures.Count, Is.Zero);
    }

    [TestCase("2001:db8::1", "2001:db8::ffff", true)]
    [TestCase("2001:db8::1", "2001:db8:0:1::1", false)]
    [TestCase("192.0.2.1", "::ffff:192.0.2.1", true)]
    public void RefusalOf_WhenAnotherAddressFailed_CountsWhatOneClientHasTogether(string failing, string asking, bool isRefused)
    {
        var failures = new FailedAuthentications(1, new MinuteClock());
        failures.Note(IPAddress.Parse(failing));

        Assert.That(failures.RefusalOf(IPAddress.Parse(asking)) is not null, Is.EqualTo(isRefused));
    }

    [Test]
    public void Note_WhenThereIsNoLimit_NeverRefuses()
    {
        var failures = new FailedAuthentications(0, new MinuteClock());

        Assert.That(Enumerable.Range(0, 10_000).Select(_ => failures.Note(s_here)), Is.All.Null);
        Assert.That(failures.RefusalOf(s_here), Is.Null);
    }

    [Test]
    public void Note_WhenMoreAddressesFailThanAreCounted_KeepsNoMoreAndRefusesNobodyForOthers()
    {
        var failures = new FailedAuthentications(1, new MinuteClock());
        Parallel.For(0, FailedAuthentications.MaxAddresses + 10_000, number => failures.Note(new IPAddress(number + 1)));

        Assert.That(failures.Count, Is.EqualTo(FailedAuthentications.MaxAddresses));
        var late = IPAddress.Parse("203.0.113.9");
        failures.Note(late);
        Assert.That(failures.RefusalOf(late), Is.Null);
    }

    [Test]
    public async Task Request_WhenItsAddressUsedUpTheMinute_Is429InTheFamilysWordsAndOthersAreServed()
    {
        await using var server = new PlatformServer(("Server:FailedAuthenticationsPerMinute", "3"), ("Server:TrustedProxies", "127.0.0.0/8"));
        await server.Nobody.ExhaustAsync(Limit);

        var platform = (await server.Nobody.FromAsync(s_here, "/v1/me")).Expect(429);
        Assert.That(int.Parse(platform.Header("Retry-After")!, CultureInfo.InvariantCulture), Is.InRange(1, 60));
        Assert.That(platform.Value("error"), Is.EqualTo("RATE_LIMIT_EXCEEDED"));
        var personal = (await server.Nobody.FromAsync(s_here, "/api/v1/access-tokens")).Expect(429);
        Assert.That(personal.Text, Is.EqualTo("""{"detail":"Too many requests. Please try again later."}"""));
        var organizations = (await server.Nobody.FromAsync(s_here, "/core/v1/organizations/organization/api_tokens")).Expect(429);
        Assert.That(organizations.Value("error.code"), Is.EqualTo("rate_limit_reached"));

        (await server.Nobody.FromAsync(s_elsewhere, "/v1/me")).Expect(401);
        (await server.Nobody.FromAsync(s_here, "/health/live")).Expect(200);
        (await server.Admin.FromAsync(s_elsewhere, "/v1/me")).Expect(200);
    }

    [Test]
    public async Task Request_WhenItsAddressUsedUpTheMinute_IsServedWithATokenThatIsKeptAndAsksNoStoreForOthers()
    {
        await using var server = new PlatformServer(("Server:FailedAuthenticationsPerMinute", "3"), ("Server:TrustedProxies", "127.0.0.0/8"));
        var place = await server.PlaceAsync();
        var (used, unused) = (await server.UserAsync(place, Role.Admin), await server.UserAsync(place, Role.Admin));
        (await used.FromAsync(s_elsewhere, "/v1/me")).Expect(200);
        await server.Nobody.ExhaustAsync(Limit);

        (await used.FromAsync(s_here, "/v1/me")).Expect(200);
        (await unused.FromAsync(s_here, "/v1/me")).Expect(429);
        (await unused.FromAsync(s_elsewhere, "/v1/me")).Expect(200);
        (await unused.FromAsync(s_here, "/v1/me")).Expect(200);
    }

    [Test]
    public async Task Request_WhenItsAddressUsedUpTheMinute_IsRefusedAfterAPause()
    {
        await using var server = new PlatformServer(("Server:FailedAuthenticationsPerMinute", "3"), ("Server:TrustedProxies", "127.0.0.0/8"));
        await server.Nobody.ExhaustAsync(Limit);
        var began = Stopwatch.GetTimestamp();

        (await server.Nobody.FromAsync(s_here, "/v1/me")).Expect(429);
        Assert.That(Stopwatch.GetElapsedTime(began), Is.GreaterThanOrEqualTo(SlowRefusals.Pause * 0.9));
    }

    [Test]
    public async Task Request_WhenAGatewayAsksAboutItsClientsTokens_IsNeverCounted()
    {
        await using var server = new PlatformServer(("Server:FailedAuthenticationsPerMinute", "3"));
        var place = await server.PlaceAsync();
        for (var i = 0; i < 3 * Limit; i++)
        {
            var unknown = TokenSecret.Generate(SecretKind.App).Reveal();
            (await server.As(unknown).GetAsync($"/gateway/authorize?org_id={place.OrganizationId}")).Expect(401);
            Assert.That(await server.VerifyAsync(new { token = unknown }), Is.EqualTo("NOT_FOUND"));
        }

        (await server.Nobody.GetAsync("/v1/me")).Expect(401);
    }

    [Test]
    public async Task OAuth_WhenGuessesUsedUpTheMinute_Is429AndAClientWithATokenIsServed()
    {
        await using var server = new PlatformServer(("Server:FailedAuthenticationsPerMinute", "3"));
        (await server.Admin.GetAsync("/v1/me")).Expect(200);
        for (var i = 0; i < Limit; i++)
        {
            var answer = await server.Nobody.GuessAsync(i % 2 == 0 ? "/oauth2/token" : "/oauth2/revoke");
            Assert.That(answer.Status, Is.Not.EqualTo(429));
        }

        foreach (var path in new[] { "/oauth2/token", "/oauth2/revoke" })
        {
            var refused = (await server.Nobody.GuessAsync(path)).Expect(429);
            Assert.That(refused.Value("error"), Is.EqualTo("temporarily_unavailable"));
            Assert.That(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture), Is.InRange(1, 60));
        }

        (await server.Admin.GuessAsync("/oauth2/revoke")).Expect(200);
    }

    private sealed class MinuteClock : TimeProvider
    {
        private long _timestamp = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _timestamp);

        public void Advance(TimeSpan span) => Interlocked.Add(ref _timestamp, span.Ticks);
    }
}

/// <summary>Requests from addresses that a trusted proxy tells of.</summary>
file static class From
{
    public static Task<Answer> FromAsync(this Client client, IPAddress address, string path) =>
        client.SendAsync(HttpMethod.Get, path, null, ("X-Forwarded-For", address.ToString()));

    public static async Task ExhaustAsync(this Client nobody, int limit)
    {
        for (var i = 0; i < limit; i++)
        {
            (await nobody.FromAsync(IPAddress.Parse("192.0.2.1"), "/v1/me")).Expect(401);
        }
    }

    public static Task<Answer> GuessAsync(this Client client, string path) => client.SendBytesAsync(
        HttpMethod.Post,
        path,
        System.Text.Encoding.ASCII.GetBytes($"grant_type=refresh_token&refresh_token={TokenSecret.Generate(SecretKind.Refresh).Reveal()}&token={TokenSecret.Generate(SecretKind.App).Reveal()}"),
        "application/x-www-form-urlencoded");
}
