using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using TokenPlatform.Application.Common.Authorization;
using TokenPlatform.Domain.Audit;
using TokenPlatform.Infrastructure.Persistence;
using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>A migrated SQLite file with everything that stands on it.</summary>
internal sealed class SqliteStore : IAsyncDisposable
{
    private readonly TemporaryFile _file;
    private readonly bool _ownsFile;
    private readonly SqliteDialect _plain;
    private readonly ServiceProvider _services;

    private SqliteStore(SqliteStore? first, Func<SqliteDialect, string, SqlDialect> choose)
    {
        _file = first?._file ?? new TemporaryFile();
        _ownsFile = first is null;
        Clock = first?.Clock ?? new ManualClock();
        _plain = new SqliteDialect(_file.ConnectionString);
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging()
            .AddSingleton(AuditKey.None)
            .AddScoped<RequestContext>()
            .AddInfrastructure(choose(_plain, _file.ConnectionString))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public ManualClock Clock { get; }

    public static Task<SqliteStore> CreateAsync() => CreateAsync((plain, _) => plain);

    /// <summary>A store whose repositories may say nothing but the texts of the <c>*Sql</c> classes.</summary>
    public static Task<SqliteStore> CreateRecordingAsync() => CreateAsync((plain, file) => new RecordingDialect(plain, file));

    /// <summary>What another process on the same file has, by the same clock.</summary>
    public SqliteStore Beside() => new(this, (plain, _) => plain);

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

    /// <summary>A connection for what tests themselves ask of the file.</summary>
    public Task<DbConnection> OpenAsync() => _plain.OpenAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _plain.Dispose();
        if (_ownsFile)
        {
            _file.Dispose();
        }
    }

    private static async Task<SqliteStore> CreateAsync(Func<SqliteDialect, string, SqlDialect> choose)
    {
        var store = new SqliteStore(null, choose);
        await new Migrator(store._plain, TimeProvider.System).MigrateAsync(CancellationToken.None);
        return store;
    }
}
