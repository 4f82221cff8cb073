using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>The real program over real Kestrel on a free port, with a store of its own.</summary>
internal sealed class PlatformServer : WebApplicationFactory<Program>
{
    private readonly TestStore _store;
    private readonly IReadOnlyDictionary<string, string> _settings;

    public PlatformServer(params (string Key, string Value)[] settings)
        : this(TestStore.Create(), settings)
    {
    }

    public PlatformServer(TestStore store, params (string Key, string Value)[] settings)
    {
        _store = store;
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

    public Client As(string? token) => new(Address, token);

    public DbConnection OpenDatabase() => _store.Open();

    /// <summary>For tests that speak SQLite beneath the product; on SQL Server they are ignored by name.</summary>
    public SqliteConnection OpenSqlite()
    {
        if (_store is not SqliteFile)
        {
            Assert.Ignore("What this test writes beneath the product is SQLite's");
        }

        return (SqliteConnection)_store.Open();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _store.Dispose();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Bootstrap:AdminToken", AdminToken);
        builder.UseSetting("Serilog:MinimumLevel:Default", "Error");
        builder.UseSetting("Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime", "Error");
        foreach (var (key, value) in _store.Settings.Concat(_settings.Select(setting => (setting.Key, setting.Value))))
        {
            builder.UseSetting(key, value);
        }
    }
}
