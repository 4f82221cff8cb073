using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>A migrated store, of its own for each test, with everything that stands on it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public static readonly TimeSpan MaxStaleness = TimeSpan.FromSeconds(30);

    private readonly IDisposable _place;
    private readonly TestStore? _first;
    private readonly SqlDialect _plain;
    private readonly ServiceProvider _services;

    private TestStore(IDisposable place, SqlDialect plain, SqlDialect dialect, TestStore? first = null)
    {
        (_place, _plain, Dialect, _first) = (place, plain, dialect, first);
        Clock = first?.Clock ?? new ManualClock();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new PermissionReader(PermissionReader.DefaultPrefix))
            .AddSingleton(AuditKey.None)
            .AddLogging()
            .AddApplication()
            .AddInfrastructure(dialect, MaxStaleness)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public ManualClock Clock { get; }

    public SqlDialect Dialect { get; }

    public static Task<TestStore> CreateAsync(Engine engine) => MigrateAsync(engine == Engine.Sqlite ? OnSqlite(recording: false) : OnSqlServer());

    /// <summary>A store whose repositories may say nothing but the texts of the <c>*Sql</c> classes, to SQLite; they are the same on both engines.</summary>
    public static Task<TestStore> CreateRecordingAsync(Engine engine) => MigrateAsync(engine == Engine.Sqlite ? OnSqlite(recording: true) : OnSqlServer());

    /// <summary>What another process on the same SQLite file has, by the same clock.</summary>
    public TestStore Beside()
    {
        var plain = new SqliteDialect(((TemporaryFile)_place).ConnectionString);
        return new TestStore(_place, plain, plain, this);
    }

    /// <summary>A service of which there is one.</summary>
    public TService Get<TService>()
        where TService : notnull => _services.GetRequiredService<TService>();

    /// <summary>Services as one request has them.</summary>
    public AsyncServiceScope NewScope() => _services.CreateAsyncScope();

    /// <summary>Uses a service as one request would, outside of transactions.</summary>
    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = NewScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <inheritdoc cref="UseAsync{TService, T}"/>
    public async Task UseAsync<TService>(Func<TService, Task> use)
        where TService : notnull
    {
        await using var scope = NewScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>A connection for what tests themselves ask of it.</summary>
    public Task<DbConnection> OpenAsync() => _plain.OpenAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        (_plain as IDisposable)?.Dispose();
        if (_first is null)
        {
            _place.Dispose();
        }
    }

    private static TestStore OnSqlite(bool recording)
    {
        var file = new TemporaryFile();
        var plain = new SqliteDialect(file.ConnectionString);
        return new TestStore(file, plain, recording ? new RecordingDialect(plain, file.ConnectionString) : plain);
    }

    private static TestStore OnSqlServer()
    {
        var database = new SqlServerDatabase();
        var plain = new SqlServerDialect(database.ConnectionString);
        return new TestStore(database, plain, new CountingDialect(plain));
    }

    private static async Task<TestStore> MigrateAsync(TestStore store)
    {
        await new Migrator(store._plain, TimeProvider.System).MigrateAsync(CancellationToken.None);
        return store;
    }
}
