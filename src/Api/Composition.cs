using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TokenPlatform.Api.Authentication;
using TokenPlatform.Api.Binding;
using TokenPlatform.Api.Families;
using TokenPlatform.Api.Families.Platform;
using TokenPlatform.Api.Gateway;
using TokenPlatform.Api.Http;
using TokenPlatform.Api.OAuth;
using TokenPlatform.Api.Operations;
using TokenPlatform.Api.Operations.Cors;
using TokenPlatform.Api.Operations.Health;
using TokenPlatform.Api.Operations.Logging;
using TokenPlatform.Api.Operations.Metrics;
using TokenPlatform.Api.Operations.OpenApi;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application;
using TokenPlatform.Application.Common;
using TokenPlatform.Application.OrganizationApiTokens;
using TokenPlatform.Domain.Tokens;
using TokenPlatform.Infrastructure;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Api;

/// <summary>The one place that knows all rooms.</summary>
internal static class Composition
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    // A list filtered by 200 annotations, percent-encoded, has a query far beyond the server's own 8 KiB.
    private const int MaxRequestLine = 64 * 1024;
    private const int MaxHeaders = 32 * 1024;

    // What is read ahead of a request that nobody may want to read.
    private const int MaxReadAhead = 128 * 1024;

    // How long requests may go on when the server is told to stop. What is written after them has to fit into 10 seconds, too.
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(6);

    public static WebApplication Build(string[] args)
    {
        // The content root is where the program lies; the store's path is relative to where it was started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var dialect = ReadDialect(builder, out var settings);
        ConfigureServer(builder, settings);
        builder.AddStructuredLogs();
        builder.AddCorsOrigins();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.AuditKey);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new PermissionReader(settings.OAuth2ScopePrefix));
        builder.Services.AddSingleton(new OrganizationTokenRate(RateLimit.ByTheMinute(settings.OrganizationTokenRatePerMinute)));
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(dialect, settings.MaxStaleness);
        builder.Services.AddHealth();
        builder.Services.AddMetricsPage();
        AddHttp(builder.Services, settings);
        var app = builder.Build();
        UseHttp(app);
        return app;
    }

    private static SqlDialect ReadDialect(WebApplicationBuilder builder, out PlatformSettings settings)
    {
        settings = PlatformSettings.Read(builder.Configuration);
        try
        {
            if (settings.Provider == PlatformSettings.SqlServer)
            {
                return new SqlServerDialect(settings.ConnectionString);
            }

            var dialect = new SqliteDialect(settings.ConnectionString);
            settings = settings with { DataFolder = Path.GetDirectoryName(dialect.File)! };
            return dialect;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            throw new SettingsException($"ConnectionStrings:TokenPlatform cannot be read: {failure.Message}");
        }
    }

    private static void ConfigureServer(WebApplicationBuilder builder, PlatformSettings settings)
    {
        var configuration = builder.Configuration;
        string[] choices = ["urls", "http_ports", "https_ports"];
        if (choices.All(choice => string.IsNullOrEmpty(configuration[choice])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = s_drain);

        // Of a plain connection the limit below says nothing: there it is the socket that is read ahead of.
        builder.WebHost.UseSockets(sockets => sockets.MaxReadBufferSize = MaxReadAhead);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limit(kestrel.Limits, settings);
        });
    }

    /// <summary>What one client may hold of the server. What stands here is the promise of README, whatever the framework's own values become.</summary>
    private static void Limit(KestrelServerLimits limits, PlatformSettings settings)
    {
        limits.MaxConcurrentConnections = settings.MaxConnections;
        limits.MaxRequestBodySize = JsonBody.MaxBytes;
        limits.MaxRequestBufferSize = MaxReadAhead;
        limits.MaxRequestLineSize = MaxRequestLine;
        limits.MaxRequestHeadersTotalSize = MaxHeaders;
        limits.MaxRequestHeaderCount = 100;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);

        // Longer than proxies keep theirs, which would else send into a connection that closes.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static void AddHttp(IServiceCollection services, PlatformSettings settings)
    {
        services.AddSingleton<SlowRefusals>();
        services.AddSingleton<FamilyErrors>();
        services.AddSingleton<RateLimitHeaders>();
        services.AddSingleton(provider =>
            new FailedAuthentications(settings.FailedAuthenticationsPerMinute, provider.GetRequiredService<TimeProvider>()));
        services.AddMvcCore().AddApiExplorer().AddJsonOptions(options =>
        {
            options.JsonSerializerOptions.PropertyNamingPolicy = null;
            options.JsonSerializerOptions.DictionaryKeyPolicy = null;
            options.JsonSerializerOptions.Converters.Add(new UtcTimeConverter());
            options.JsonSerializerOptions.TypeInfoResolverChain.Insert(0, MeContracts.Default);
        });
        services.AddSingleton<VerifyAnswer>();
        services.AddAutoMapper(
            mapper =>
            {
                mapper.LicenseKey = settings.AutoMapperLicenseKey;

                // No list and an empty list differ: of permissions, one allows anything and the other nothing.
                mapper.AllowNullCollections = true;
            },
            typeof(Composition).Assembly);
        services.AddApiDocument();
    }

    /// <summary>Without a trusted proxy there is no middleware: with empty lists the framework's would believe everybody.</summary>
    private static void UseTrustedProxies(WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<PlatformSettings>().TrustedProxies;
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy.Network);
        }

        app.UseForwardedHeaders(options);
    }

    private static void UseHttp(WebApplication app)
    {
        app.UseMiddleware<RequestIdMiddleware>();
        UseTrustedProxies(app);
        app.UseMiddleware<AnsweredRequests>();
        app.UseMiddleware<FailureMiddleware>();
        app.UseCorsOrigins();
        app.UseMiddleware<GatewayMiddleware>();
        app.UseRouting();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<VerifyShortcut>();
        app.MapHealth();
        app.MapMetricsPage();
        app.MapOAuth();
        app.MapControllers();
        app.MapApiDocument();
    }
}
