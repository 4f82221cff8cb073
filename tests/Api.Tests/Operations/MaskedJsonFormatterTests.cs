using System.Text.Json.Nodes;
using Serilog;
using Serilog.Core;
using TokenPlatform.Api.Operations.Logging;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Operations;

public sealed class MaskedJsonFormatterTests
{
    private readonly string _token = TokenSecret.Generate(SecretKind.Refresh).Reveal();

    [Test]
    public void Format_WhenTokenIsAnywhere_MasksItAndStaysJson()
    {
        var lines = LinesOf(logger => logger
            .ForContext(_token, _token)
            .ForContext("Deep", new { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { [_token] = $"\"\\{_token}\n" } }, destructureObjects: true)
            .Error(new InvalidOperationException($"outer {_token}", new FormatException(_token)), "a {Thing} and " + _token, $"\t{_token}\u2028"));
        var entry = JsonNode.Parse(lines.Single())!;
        Assert.That(lines.Single(), Does.Not.Contain(_token[4..]));
        Assert.That((string?)entry["message"], Is.EqualTo("a \ttkr_***\u2028 and tkr_***"));
        Assert.That((string?)entry["properties"]!["Deep"]!["Headers"]!["tkr_***"], Is.EqualTo("\"\\tkr_***\n"));
        Assert.That((string?)entry["exception"], Does.Contain("outer tkr_***").And.Contain(nameof(FormatException)));
    }

    [TestCase("\0")]
    [TestCase("line\r\nbreak")]
    [TestCase("\"}{\"")]
    [TestCase("\ud800")]
    public void Format_WhenValueIsOdd_IsOneLineOfJson(string value)
    {
        var lines = LinesOf(logger => logger.ForContext("N", double.NaN).Information("{Value}", value));
        Assert.That(lines, Has.Length.EqualTo(1));
        var entry = JsonNode.Parse(System.Text.Encoding.UTF8.GetBytes(lines[0]))!;
        Assert.That((string?)entry["level"], Is.EqualTo("Information"));
        Assert.That((string?)entry["properties"]!["Value"], Is.EqualTo(value == "\ud800" ? "\ufffd" : value));
    }

    private static string[] LinesOf(Action<ILogger> write)
    {
        using var text = new StringWriter();
        using (var logger = new LoggerConfiguration().WriteTo.Sink(new WriterSink(text)).CreateLogger())
        {
            write(logger);
        }

        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class WriterSink(TextWriter text) : ILogEventSink
    {
        private readonly MaskedJsonFormatter _formatter = new();

        public void Emit(Serilog.Events.LogEvent logEvent) => _formatter.Format(logEvent, text);
    }
}
