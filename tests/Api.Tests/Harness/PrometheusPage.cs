using System.Globalization;
using System.Text.RegularExpressions;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>One sample; labels in the order of the page.</summary>
internal sealed record Sample(string Name, string Labels, double Value);

/// <summary>Reads Prometheus text, version 0.0.4, and takes nothing that a strict reader would not.</summary>
internal sealed partial class PrometheusPage
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _helped = new(StringComparer.Ordinal);
    private readonly List<Sample> _samples = [];
    private string? _family;

    private PrometheusPage(string text)
    {
        Assert.That(text, Does.EndWith("\n").And.Not.Contain("\r"));
        foreach (var line in text[..^1].Split('\n'))
        {
            Read(line);
        }

        foreach (var (name, type) in _types.Where(family => family.Value == "histogram"))
        {
            AssertHistogram(name);
        }
    }

    public IReadOnlyList<Sample> Samples => _samples;

    public static Task<PrometheusPage> ScrapeAsync(PlatformServer server) => ScrapeAsync(server.Nobody);

    public static async Task<PrometheusPage> ScrapeAsync(Client client)
    {
        var answer = (await client.GetAsync("/metrics")).Expect(200);
        Assert.That(answer.Header("Content-Type"), Is.EqualTo("text/plain; version=0.0.4; charset=utf-8"));
        return new PrometheusPage(answer.Text);
    }

    public string TypeOf(string family) => _types[family];

    /// <summary>The value of a series; 0 where there is none yet.</summary>
    public double Value(string name, string labels = "") => _samples.SingleOrDefault(sample => sample.Name == name && sample.Labels == labels)?.Value ?? 0;

    private void Read(string line)
    {
        if (Help().Match(line) is { Success: true } help)
        {
            _family = help.Groups["name"].Value;
            Assert.That(_types.ContainsKey(_family), Is.False, line);
            Assert.That(_helped.Add(_family), Is.True, line);
        }
        else if (Type().Match(line) is { Success: true } type)
        {
            Assert.That(_family is null || !_helped.Contains(_family) || _types.ContainsKey(_family) || _family == type.Groups["name"].Value, Is.True, line);
            _family = type.Groups["name"].Value;
            Assert.That(_types.TryAdd(_family, type.Groups["type"].Value), Is.True, line);
        }
        else
        {
            ReadSample(line);
        }
    }

    private void ReadSample(string line)
    {
        var match = SampleLine().Match(line);
        Assert.That(match.Success, Is.True, line);
        var name = match.Groups["name"].Value;
        string[] allowed = _types[_family!] == "histogram" ? [$"{_family}_bucket", $"{_family}_sum", $"{_family}_count"] : [_family!];
        Assert.That(allowed, Does.Contain(name), line);
        var labels = match.Groups["label"].Captures.Select(label => label.Value).ToList();
        Assert.That(labels, Is.Unique, line);
        var sample = new Sample(name, match.Groups["labels"].Value, Number(match.Groups["value"].Value));
        Assert.That(_samples.Any(other => other.Name == sample.Name && other.Labels == sample.Labels), Is.False, line);
        _samples.Add(sample);
    }

    private void AssertHistogram(string family)
    {
        foreach (var count in _samples.Where(sample => sample.Name == $"{family}_count"))
        {
            var prefix = count.Labels.Length == 0 ? string.Empty : $"{count.Labels},";
            var buckets = _samples.Where(sample => sample.Name == $"{family}_bucket" && Bound().Replace(sample.Labels, string.Empty) == prefix).ToList();
            var bounds = buckets.Select(bucket => Number(Bound().Match(bucket.Labels).Groups["bound"].Value)).ToList();
            Assert.That(bounds, Is.Ordered.And.Unique);
            Assert.That(bounds[^1], Is.EqualTo(double.PositiveInfinity));
            Assert.That(buckets.Select(bucket => bucket.Value), Is.Ordered);
            Assert.That(buckets[^1].Value, Is.EqualTo(count.Value));
            Assert.That(_samples.Count(sample => sample.Name == $"{family}_sum" && sample.Labels == count.Labels), Is.EqualTo(1));
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\A# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\\\|\\n)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Help();

    [GeneratedRegex(@"\A# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Type();

    [GeneratedRegex(
        """\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="([^"\\]|\\\\|\\"|\\n)*"(,(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="([^"\\]|\\\\|\\"|\\n)*")*)\})? (?<value>[+-]Inf|NaN|-?[0-9.]+([eE][+-]?[0-9]+)?)\z""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex SampleLine();

    [GeneratedRegex("le=\"(?<bound>[^\"]*)\"\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bound();
}
