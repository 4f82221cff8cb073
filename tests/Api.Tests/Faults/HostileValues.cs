using System.Globalization;
using System.Text;

namespace TokenPlatform.Api.Tests.Faults;

/// <summary>What nobody sends by mistake alone.</summary>
internal static class HostileValues
{
    private const int Deep = 100_000;

    /// <summary>Whole bodies.</summary>
    public static readonly IReadOnlyList<byte[]> Bodies =
    [
        .. new[]
        {
            string.Empty, " ", "null", "true", "[]", "5", "\"x\"", "{", "}", "{}", "{}{}", "{\"a\"", "{\"a\":}", "{a:1}", "{\"a\":1,}", "// {}", "NaN",
            "\ufeff{}", "\0", "{\"\":1}", "{\"\\u0000\":1}", "{\"\\ud800\":1}", "{\"name\":1,\"name\":\"twice\",\"name\":null}",
            Times("[", Deep), Times("[", Deep) + Times("]", Deep), Times("{\"a\":", Deep), Times("{\"a\":", Deep) + "1" + Times("}", Deep),
            $"{{\"name\":{Times("[", Deep)}{Times("]", Deep)}}}", $"{{\"{Times("k", Deep)}\":1}}", $"[{Times("1,", Deep)}1]", $"{{\"name\":{Times("9", Deep)}}}",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0],
        [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        [.. "{\""u8, 0xFF, .. "\":1}"u8],
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0],
    ];

    /// <summary>JSON values in place of one that is good.</summary>
    public static readonly IReadOnlyList<byte[]> Values =
    [
        .. new[]
        {
            "null", "true", "0", "-0.0", "-1", "0.1", "1e400", "-1e400", "1e-400", "2147483648", "9223372036854775808", "253402300800", Times("9", 5000),
            "[]", "{}", "[[]]", "[null]", "[1,\"a\",{}]", "{\"a\":{\"b\":[]}}", "{\"id\":1,\"id\":[],\"name\":\"x\"}", $"[{Times("\"a\",", 300)}\"a\"]",
            Times("[", Deep) + Times("]", Deep), Times("[", 40) + Times("]", 40), "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
            "\"\\ufeff\"", "\"\\u202e\"", $"\"{Times("\U0001F600", 300)}\"", $"\"{Times("a", Deep)}\"", "\"-1\"", "\"0x10\"", "\"NaN\"", "\"1_0\"", $"\"{Times("9", 5000)}\"",
            "\"' OR 1=1; --\"", "\"../../etc/passwd\"", "\"%00\"", "\"*\"", "\"*:*:*:*\"", "\"a:b:c:d\"", "\"/**\"", "\"//\"", "\"::ffff:0:0/0\"", "\"256.1.1.1\"", "\"10.0.0.0/-1\"", "\"fe80::1%eth0\"",
            "\"9999-12-31T23:59:59.999999999-14:00\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"2026-13-45T99:99:99Z\"", "\"1e400\"", "\"self\"", "\"@\"",
            "\"00000000-0000-0000-0000-000000000000\"", "\"{00000000-0000-0000-0000-000000000001}\"", "\"urn:uuid:x\"",
        }.Select(Encoding.UTF8.GetBytes),
        [(byte)'"', 0xFF, 0xFE, (byte)'"'],
        [(byte)'"', 0xC0, 0x80, (byte)'"'],
        [(byte)'"', 0xED, 0xA0, 0x80, (byte)'"'],
    ];

    /// <summary>Values of a query, a form or a path, escaped as they are sent.</summary>
    public static readonly IReadOnlyList<string> Escaped =
    [
        string.Empty, "%", "%zz", "%ff", "%00", "a%00b", "%c0%80", "%ed%a0%80", "%0d%0aX:%20y", "%2e%2e%2f", "%252e", "%5c", "+", "-1", "0", "1e400", "0.5", "true", "null", "NaN",
        "2147483648", Times("9", 5000), Times("a", 20_000), Times("%F0%9F%98%80", 300), "'%20OR%201=1;--", "*", "*:*:*:*", "%7B%7D", "[]", "x&x=y", "x;y", "self", "vai_token",
        "9999-12-31T23:59:59.999999-14:00", "0001-01-01T00:00:00%2B14:00", "00000000-0000-0000-0000-000000000000", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA", "//////////////////////", "-_-_-_-_-_-_-_-_-_-_-_",
    ];

    /// <summary>Headers; what HTTP itself forbids is sent elsewhere, raw.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Headers =
    [
        ("X-Request-Id", Times("x", 8000)), ("X-Request-Id", "a b\tc"), ("Authorization", "Bearer"), ("Authorization", $"Bearer {Times("x", 8000)}"), ("Authorization", "Basic %%%"), ("Authorization", "Basic Og=="),
        ("X-API-Key", Times("=", 8000)), ("Cookie", "vai_token"), ("Cookie", "vai_token=\"; ;;=;vai_token=x"), ("Cookie", $"{Times("a=b;", 2000)}"), ("Origin", "null"), ("Referer", "::"), ("If-Match", "*"),
        ("If-Match", "\""), ("If-Match", "W/\"x\", \"y\", z"), ("If-Match", Times("\"a\",", 2000)), ("Idempotency-Key", string.Empty), ("Idempotency-Key", Times("k", 256)), ("Idempotency-Key", "a b"),
        ("Accept", "*/*;q=nonsense"), ("Accept", "application/x-ndjson;q=0, text/csv;q=2"), ("Accept", Times("a/b,", 2000)), ("Accept-Encoding", "nonsense"), ("Range", "bytes=-1"), ("Expect", "nonsense"),
        ("X-Forwarded-For", "nonsense, ::1, 999.1.1.1"), ("X-Forwarded-Proto", "\\"), ("X-Original-URI", "%00"), ("X-Original-URI", Times("/..", 2000)), ("X-Forwarded-Uri", "//%2f"), ("X-HTTP-Method-Override", "DELETE"),
        ("traceparent", "00-nonsense"), ("tracestate", Times("a=b,", 1000)), ("baggage", "%"), ("Content-Type", "application/json; charset=utf-7"), ("Content-Type", "/;"), ("Content-Encoding", "br"), ("Host", "[::"),
    ];

    /// <summary>Requests that are no HTTP, as they go over the wire.</summary>
    public static readonly IReadOnlyList<string> Wire =
    [
        "\r\n\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /v1/me HTTP/1.1\r\n\r\n", "GET /v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /v1/\0me HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/me HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", "GET /v1/me HTTP/1.1\r\nHost: a\r\n X: folded\r\n\r\n", "GET /v1/me HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", "GET http://[::/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /v1/tokens/verify HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "POST /v1/tokens/verify HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST /v1/tokens/verify HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\n\r\n", "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
        $"GET /{Times("a", 70_000)} HTTP/1.1\r\nHost: a\r\n\r\n", $"GET /v1/me HTTP/1.1\r\nHost: a\r\nX: {Times("a", 40_000)}\r\n\r\n", $"GET /v1/me HTTP/1.1\r\nHost: a\r\n{Times("X: y\r\n", 200)}\r\n", $"{Times("A", 5000)} / HTTP/1.1\r\nHost: a\r\n\r\n",
    ];

    /// <summary>So many of a list, always the same for the same seed.</summary>
    public static IEnumerable<T> Some<T>(this IReadOnlyList<T> all, int count, string seed)
    {
        // FNV-1a and an odd step: no sequence of a library's that could change.
        var start = seed.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);
        return Enumerable.Range(0, Math.Min(count, all.Count)).Select(index => all[(int)((start + ((uint)index * 7919u)) % (uint)all.Count)]);
    }

    private static string Times(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    public static string Show(byte[] value) => Encoding.Latin1.GetString(value) is var text && text.Length > 60
        ? string.Create(CultureInfo.InvariantCulture, $"{text[..60]}… ({value.Length})")
        : text;
}
