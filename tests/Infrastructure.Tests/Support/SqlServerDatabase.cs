using Microsoft.Data.SqlClient;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>A database of a test's own, on the server that an environment variable names; it goes when the test does.</summary>
internal sealed class SqlServerDatabase : IDisposable
{
    /// <summary>Holds a connection string of a server whose login may make databases.</summary>
    public const string Variable = "TOKENPLATFORM_TEST_SQLSERVER";

    private readonly string _name = $"tokenplatform_test_{Guid.NewGuid():N}";

    public SqlServerDatabase()
    {
        ConnectionString = new SqlConnectionStringBuilder(Server) { InitialCatalog = _name }.ConnectionString;
        Run($"CREATE DATABASE {_name}");
    }

    /// <summary>The server's connection string; null where there is no server to test on.</summary>
    public static string? Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    public string ConnectionString { get; }

    public void Dispose()
    {
        SqlConnection.ClearAllPools();
        Run($"DROP DATABASE {_name}");
    }

    private static void Run(string sql)
    {
        using var connection = new SqlConnection(new SqlConnectionStringBuilder(Server) { InitialCatalog = "master", Pooling = false }.ConnectionString);
        connection.Open();
#pragma warning disable CA2100 // The name is made here.
        using var command = new SqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
