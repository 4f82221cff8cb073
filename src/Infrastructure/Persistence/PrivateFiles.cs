namespace TokenPlatform.Infrastructure.Persistence;

/// <summary>Makes what only the account that runs this program may read. What is there already keeps its mode.</summary>
internal static class PrivateFiles
{
    private static readonly Lock s_gate = new();

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// A file of no bytes, which SQLite takes for an empty database; its log files take over the mode. A file that is
    /// there is not even opened: closing it would drop every lock that this process holds on it (POSIX, fcntl).
    /// </summary>
    public static void CreateEmpty(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // One at a time, so that a new file is closed again before anyone here takes it for a database.
        lock (s_gate)
        {
            if (!File.Exists(path))
            {
                Create(path, options);
            }
        }
    }

    private static void Create(string path, FileStreamOptions options)
    {
        try
        {
            new FileStream(path, options).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was quicker.
        }
    }
}
