using System.Reflection;
using TokenPlatform.Api.Settings;
using TokenPlatform.Application.Common;
using TokenPlatform.Domain.Common;
using TokenPlatform.Infrastructure.Persistence;

namespace TokenPlatform.Architecture.Tests.Rules;

/// <summary>The projects of src.</summary>
internal static class Rooms
{
    public static readonly Assembly Domain = typeof(Error).Assembly;
    public static readonly Assembly Application = typeof(Clock).Assembly;
    public static readonly Assembly Infrastructure = typeof(Migrator).Assembly;
    public static readonly Assembly Api = typeof(SettingsException).Assembly;

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "TokenPlatform.sln"))
            ? folder.FullName
            : FindRoot(folder.Parent ?? throw new DirectoryNotFoundException("No solution above the tests"));
}
