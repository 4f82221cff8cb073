using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>The real program over real Kestrel on a free port, with a SQLite file of its own.</summary>
internal sealed class PlatformServer : WebApplicationFactory<Program>
{
    private readonly string _folder = TestFolders.Create();
    private readonly IReadOnlyDictionary<string, string> _settings;

    public PlatformServer(params (string Key, string Value)[] settings)
    {
        _settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        UseKestrel(0);
        StartServer();
        Admin = As(AdminToken);
    }

    public string AdminToken { get; } = TokenSecret.Generate(SecretKind.Personal).Reveal();

    /// <summary>The platform administrator.</summary>
    public Client Admin { get; }

    /// <summary>Somebody without a token.</summary>
    public Client Nobody => As(null);

    public Uri Address => ClientOptions.BaseAddress;

    public string DatabaseFile => Path.Combine(_folder, "tokenplatform.db");

    public Client As(string? token) => new(Address, token);

    public SqliteConnection OpenDatabase()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile}");
        connection.Open();
        return connection;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:TokenPlatform", $"Data Source={DatabaseFile}");
        builder.UseSetting("Bootstrap:AdminToken", AdminToken);
        builder.UseSetting("Serilog:MinimumLevel:Default", "Error");
        builder.UseSetting("Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Error");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
