using System.Net;
using System.Text;
using TokenPlatform.Application.Bootstrap;
using TokenPlatform.Benchmarks.Processes;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Benchmarks.Whole;

/// <summary>What is measured.</summary>
internal sealed class LoadCases(PlatformProcess platform, IReadOnlyList<string> secrets, string caller)
{
    /// <summary>How many tokens the store holds.</summary>
    public const int Tokens = 10_000;

    public const string HotToken = "`/gateway/authorize`, one hot token";
    public const string ManyTokens = "`/gateway/authorize`, 10,000 tokens at random";

    private const int UnknownTokens = 100_000;
    private const double Allocated = 2048;

    private string Hot => secrets[0];

    public IReadOnlyList<LoadCase> All() =>
    [
        Gateway(HotToken, [Hot], [Hot]) with { LeastRatio = 0.85, MostAllocatedBeyond = Allocated },
        Gateway(ManyTokens, secrets, secrets) with { MostAllocatedBeyond = Allocated },
        Gateway("`/gateway/authorize`, a wrong checksum", [WithWrongChecksum(Hot)], [Hot]) with { LeastRatio = 0.90, Status = HttpStatusCode.Unauthorized },
        Gateway("`/gateway/authorize`, 100,000 unknown tokens at random", Unknown(), secrets) with { Status = HttpStatusCode.Unauthorized, MostP99Ratio = null },
        Post(
            "`POST /v1/tokens/verify`",
            new PreparedRequest("POST", "/v1/tokens/verify", Bearer(caller), $$"""{"token":"{{Hot}}","permissions":["{{TokenSeeder.Permission}}"]}"""),
            "\"valid\":true") with { LeastRatio = 0.80, MostAllocatedBeyond = Allocated },
        Post(
            "`POST /oauth2/introspect`",
            new PreparedRequest("POST", "/oauth2/introspect", Bearer(caller), $"token={Hot}", "application/x-www-form-urlencoded"),
            "\"active\":true") with { LeastRatio = 0.75 },
        new LoadCase(
            "`GET /v1/me`",
            [new PreparedRequest("GET", "/v1/me", Bearer(platform.AdminToken))],
            "/mvc",
            [new PreparedRequest("GET", "/mvc", Bearer(Hot))]) { LeastRatio = 0.60 },
    ];

    // As many requests for one token as for all of them: what differs is the token, and not the memory that wrk reads.
    private LoadCase Gateway(string name, IReadOnlyList<string> asked, IReadOnlyList<string> floor)
    {
        var query = $"?org_id={platform.OrganizationId}&permission={TokenSeeder.Permission}";
        IReadOnlyList<PreparedRequest> Ask(string path, IReadOnlyList<string> tokens) =>
        [
            .. Enumerable.Range(0, Math.Max(Tokens, tokens.Count)).Select(number => new PreparedRequest(
                "GET", path + query, [.. Bearer(tokens[number % tokens.Count]), ("X-Original-URI", FormattableString.Invariant($"/invoices/{number:D6}"))])),
        ];
        return new LoadCase(name, Ask("/gateway/authorize", asked), "/get", Ask("/get", floor));
    }

    private LoadCase Post(string name, PreparedRequest request, string proof)
    {
        var floor = new PreparedRequest("POST", "/post", Bearer(caller), $$"""{"token":"{{Hot}}","permissions":["{{TokenSeeder.Permission}}"]}""");
        return new LoadCase(name, [request], "/post", [floor]) { Proof = proof };
    }

    private static (string Name, string Value)[] Bearer(string secret) => [("Authorization", $"Bearer {secret}")];

    private static IReadOnlyList<string> Unknown() =>
        [.. Enumerable.Range(0, UnknownTokens).Select(_ => TokenSecret.Generate(SecretKind.App).Reveal())];

    private static string WithWrongChecksum(string secret) =>
        new StringBuilder(secret) { [^1] = secret[^1] == '0' ? '1' : '0' }.ToString();
}
