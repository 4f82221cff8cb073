using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Binding;

/// <summary>From JSON to times as Pydantic 2 does it: ISO 8601 (RFC 3339), or Unix time in seconds or milliseconds.</summary>
internal static partial class LaxTime
{
    // Beyond it a number counts milliseconds, as in Pydantic.
    private const double Watershed = 2e10;

    private const string OutOfRange = "the time is out of range";

    private static readonly InputProblem s_range = InputProblems.DateTimeFromDateParsing(OutOfRange);

    public static (DateTimeOffset Value, InputProblem? Problem) Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                return OfUnix(element.GetDouble());
            case JsonValueKind.String when JsonText.TryRead(() => element.GetString()!, out var text):
                return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    ? OfUnix(number)
                    : OfText(text);
            case JsonValueKind.String:
                return (default, InputProblems.DateTimeFromDateParsing("invalid character"));
            default:
                return (default, InputProblems.DateTimeType);
        }
    }

    private static (DateTimeOffset Value, InputProblem? Problem) OfUnix(double number)
    {
        var milliseconds = Math.Abs(number) > Watershed ? number : number * 1000;
        return Math.Abs(milliseconds) < 253402300800000 && milliseconds > -62135596800000
            ? (DateTimeOffset.UnixEpoch.AddTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)), null)
            : (default, InputProblems.DateTimeParsing(OutOfRange));
    }

    private static (DateTimeOffset Value, InputProblem? Problem) OfText(string text)
    {
        var match = Iso().Match(text);
        if (!match.Success)
        {
            return (default, InputProblems.DateTimeFromDateParsing("not in ISO 8601 form"));
        }

        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
        var (year, month, day) = (Number("year"), Number("month"), Number("day"));
        var (hour, minute, second) = (Number("hour"), Number("minute"), Number("second"));
        var (zoneHours, zoneMinutes) = (Number("zh"), Number("zm"));
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59 || zoneHours > 23 || zoneMinutes > 59)
        {
            return (default, s_range);
        }

        if (!match.Groups["zone"].Success)
        {
            return (default, InputProblems.TimezoneAware);
        }

        var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..6];
        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks
            + (int.Parse("0" + fraction, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond)
            - ((match.Groups["zs"].Value == "-" ? -1 : 1) * ((zoneHours * TimeSpan.TicksPerHour) + (zoneMinutes * TimeSpan.TicksPerMinute)));
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks
            ? (default, s_range)
            : (new DateTimeOffset(ticks, TimeSpan.Zero), null);
    }

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})([Tt _](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]+))?)?(?<zone>[Zz]|(?<zs>[+-])(?<zh>[0-9]{2}):?(?<zm>[0-9]{2}))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();
}
