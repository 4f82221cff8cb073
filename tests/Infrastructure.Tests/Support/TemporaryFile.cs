using Microsoft.Data.Sqlite;

namespace TokenPlatform.Infrastructure.Tests.Support;

/// <summary>A database file that nobody made yet, in a folder of its own, which goes when the test does.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokenplatform-");

    public string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "store.db")}";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
