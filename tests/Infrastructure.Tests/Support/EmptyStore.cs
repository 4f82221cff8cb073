using TokenPlatform.Infrastructure.Persistence.Dialects;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>A place for a store that nobody migrated yet; it goes when the test does.</summary>
internal sealed class EmptyStore : IDisposable
{
    private readonly IDisposable _place;
    private readonly Func<SqlDialect> _open;
    private readonly List<SqlDialect> _dialects = [];

    public EmptyStore(Engine engine)
    {
        if (engine == Engine.Sqlite)
        {
            var file = new TemporaryFile();
            (_place, _open) = (file, () => new SqliteDialect(file.ConnectionString));
        }
        else
        {
            var database = new SqlServerDatabase();
            (_place, _open) = (database, () => new SqlServerDialect(database.ConnectionString));
        }
    }

    /// <summary>The store as one more process knows it.</summary>
    public SqlDialect NewDialect()
    {
        var dialect = _open();
        lock (_dialects)
        {
            _dialects.Add(dialect);
        }

        return dialect;
    }

    public void Dispose()
    {
        _dialects.OfType<IDisposable>().ToList().ForEach(dialect => dialect.Dispose());
        _place.Dispose();
    }
}
