using System.Runtime.InteropServices;

namespace TokenPlatform.Benchmarks;

/// <summary>Where and when a run was made.</summary>
internal static class Machine
{
    public static string Describe() => FormattableString.Invariant(
        $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores ({Model()}), {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}.");

    private static string Model() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
