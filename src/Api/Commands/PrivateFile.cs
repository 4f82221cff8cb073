namespace TokenPlatform.Api.Commands;

/// <summary>Files for plaintexts.</summary>
internal static class PrivateFile
{
    /// <summary>Makes a file that only its owner may read.</summary>
    /// <param name="path">Where there is none yet.</param>
    /// <exception cref="IOException">There is one, or it cannot be made.</exception>
    public static StreamWriter Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new StreamWriter(path, options);
    }
}
