using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Filters;
using Serilog.Settings.Configuration;
using TokenPlatform.Api.Settings;

namespace TokenPlatform.Api.Operations.Logging;

/// <summary>The log: one JSON object a line on standard output, from every library through one formatter that masks tokens.</summary>
internal static class StructuredLogs
{
    private const string Section = "Serilog";

    /// <summary>The framework's own request log: it writes addresses with their query.</summary>
    private const string FrameworkRequests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>How the framework finds a route: it writes paths as they are, where a token may be escaped out of its form.</summary>
    private const string FrameworkPaths = "Microsoft.AspNetCore.Routing.Matching";

    /// <summary>Replaces the framework's logs. Levels are those of <c>Serilog:MinimumLevel</c>.</summary>
    /// <exception cref="SettingsException">The section asks for what it does not take.</exception>
    public static void AddStructuredLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();

        // Off altogether: asked whether it is on, the framework makes an activity and a log scope for each request.
        builder.Logging.AddSerilog(CreateLogger(builder.Configuration), dispose: true);
        builder.Logging.AddFilter<SerilogLoggerProvider>(FrameworkRequests, LogLevel.None);
    }

    private static Serilog.Core.Logger CreateLogger(IConfiguration configuration)
    {
        try
        {
            return new LoggerConfiguration()
                .ReadFrom.Configuration(LevelsOf(configuration), new ConfigurationReaderOptions(typeof(StructuredLogs).Assembly))
                .Enrich.With<RequestIdEnricher>()
                .Filter.ByExcluding(IsFrameworkRequest)
                .WriteTo.Console(new MaskedJsonFormatter())
                .CreateLogger();
        }
        catch (InvalidOperationException failure)
        {
            throw new SettingsException($"{Section}:MinimumLevel cannot be read: {failure.Message}");
        }
    }

    private static bool IsFrameworkRequest(LogEvent entry) =>
        entry.Level < LogEventLevel.Warning && (Matching.FromSource(FrameworkRequests)(entry) || Matching.FromSource(FrameworkPaths)(entry));

    // Levels alone: a sink from the configuration would write past the mask.
    private static IConfiguration LevelsOf(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section.GetChildren().FirstOrDefault(child => child.Key != "MinimumLevel") is { } other)
        {
            throw new SettingsException($"{other.Path} is not taken: {Section} has MinimumLevel only");
        }

        // A section between has an empty value in some sources, which is no level.
        return new ConfigurationBuilder().AddInMemoryCollection(section.AsEnumerable().Where(setting => !string.IsNullOrEmpty(setting.Value))).Build();
    }
}
