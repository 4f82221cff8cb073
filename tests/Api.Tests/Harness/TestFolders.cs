using Microsoft.Data.Sqlite;

namespace TokenPlatform.Api.Tests.Harness;

/// <summary>Folders for databases; all go when the run ends.</summary>
internal static class TestFolders
{
    private static readonly string s_root = Directory.CreateTempSubdirectory("tokenplatform-tests-").FullName;

    public static string Create() => Directory.CreateDirectory(Path.Combine(s_root, Path.GetRandomFileName())).FullName;

    public static void DeleteAll()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(s_root, recursive: true);
    }
}
