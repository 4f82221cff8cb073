using System.Diagnostics.Metrics;
using TokenPlatform.Domain.Common;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Verification;

/// <summary>
/// Counts verdicts, by their code. Every code has a value from the start, so that the first refusal of a kind shows as
/// a growth and not as a new series.
/// </summary>
public static class VerificationMeter
{
    private static readonly Meter s_meter = new("TokenPlatform.Verification");
    private static readonly VerificationCode[] s_codes = Enum.GetValues<VerificationCode>();
    private static readonly long[] s_counts = new long[(int)s_codes.Max() + 1];

    static VerificationMeter() => s_meter.CreateObservableCounter(
        "tokenplatform.verifications", Measure, "{verification}", "Verdicts given, by code.");

    /// <summary>The meter's name. Asking for it begins the counting.</summary>
    public static string Name => s_meter.Name;

    /// <summary>Counts one verdict.</summary>
    /// <param name="code">What it was.</param>
    public static void Count(VerificationCode code) => Interlocked.Increment(ref s_counts[(int)code]);

    private static IEnumerable<Measurement<long>> Measure() =>
        s_codes.Select(code => new Measurement<long>(
            Interlocked.Read(ref s_counts[(int)code]), new KeyValuePair<string, object?>("code", code.ToUpperSnakeCase())));
}
