using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TokenPlatform.Infrastructure.Persistence.Dialects;

/// <summary>What SQLite itself knows of an open file and its .NET library does not pass on.</summary>
internal static class SqliteFileControl
{
    // SQLITE_FCNTL_HAS_MOVED, sqlite.org/c3ref/c_fcntl_begin_atomic_write.html.
    private const int HasMovedCode = 20;

    /// <summary>Whether the path that was opened names another file by now, or none. Never where files that are open cannot be moved.</summary>
    /// <param name="connection">An open one.</param>
    public static bool HasMoved(SqliteConnection connection)
    {
        var hasMoved = 0;
        return Control(connection.Handle!, IntPtr.Zero, HasMovedCode, ref hasMoved) == raw.SQLITE_OK && hasMoved != 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int Control(sqlite3 connection, IntPtr database, int operation, ref int argument);
}
