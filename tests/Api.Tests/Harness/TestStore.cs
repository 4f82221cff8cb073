using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using TokenPlatform.Infrastructure.Tests.Support;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>An empty store of a server's own, and a way into it beneath the product.</summary>
internal abstract class TestStore : IDisposable
{
    /// <summary>What the server is told of it.</summary>
    public abstract IReadOnlyList<(string Key, string Value)> Settings { get; }

    /// <summary>On the SQL Server that <see cref="SqlServerDatabase.Variable"/> names; a SQLite file where it names none.</summary>
    public static TestStore Create() => SqlServerDatabase.Server is null ? new SqliteFile() : new OnSqlServer();

    public DbConnection Open()
    {
        var connection = Connect();
        connection.Open();
        return connection;
    }

    public abstract void Dispose();

    protected abstract DbConnection Connect();

    private sealed class OnSqlServer : TestStore
    {
        private readonly SqlServerDatabase _database = new();

        public override IReadOnlyList<(string Key, string Value)> Settings =>
        [
            ("Database:Provider", "SqlServer"),
            ("Database:MigrateOnStart", "true"),
            ("ConnectionStrings:TokenPlatform", _database.ConnectionString),
        ];

        public override void Dispose() => _database.Dispose();

        protected override DbConnection Connect() => new SqlConnection(_database.ConnectionString);
    }
}

/// <summary>A SQLite file in a folder of its own, which goes when the run ends.</summary>
internal sealed class SqliteFile : TestStore
{
    public string Path { get; } = System.IO.Path.Combine(TestFolders.Create(), "tokenplatform.db");

    public override IReadOnlyList<(string Key, string Value)> Settings => [("ConnectionStrings:TokenPlatform", $"Data Source={Path}")];

    public override void Dispose()
    {
    }

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={Path}");
}
