using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Api.Binding;

/// <summary>
/// From JSON to values as Pydantic 2 does it when it is not strict
/// (https://docs.pydantic.dev/latest/concepts/conversion_table/): <c>"5"</c> is an integer, <c>"on"</c> a boolean.
/// </summary>
internal static partial class LaxValues
{
    // 2 to the 63rd: Pydantic takes no float at or beyond it for an integer.
    private const double Int64Bound = 9223372036854775808d;

    public static (string? Value, InputProblem? Problem) Text(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return (null, InputProblems.StringType);
        }

        if (!JsonText.TryRead(() => element.GetString()!, out var text))
        {
            return (null, InputProblems.LoneSurrogate);
        }

        return text.Contains('\0', StringComparison.Ordinal) ? (null, InputProblems.NulCharacter) : (text, null);
    }

    public static (int Value, InputProblem? Problem) Integer(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => (1, null),
        JsonValueKind.False => (0, null),
        JsonValueKind.Number => OfNumber(element.GetRawText()),
        JsonValueKind.String when JsonText.TryRead(() => element.GetString()!, out var text) => OfText(text),
        JsonValueKind.String => (0, InputProblems.IntParsing),
        _ => (0, InputProblems.IntType),
    };

    public static (bool Value, InputProblem? Problem) Boolean(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return (element.GetBoolean(), null);
            case JsonValueKind.Number:
                var number = element.GetDouble();
                return number is 0 or 1 ? (number == 1, null)
                    : double.IsInteger(number) && Math.Abs(number) < Int64Bound ? (false, InputProblems.BoolParsing)
                    : (false, InputProblems.BoolType);
            case JsonValueKind.String:
                return JsonText.TryRead(() => element.GetString()!, out var text) ? OfWord(text) : (false, InputProblems.BoolParsing);
            default:
                return (false, InputProblems.BoolType);
        }
    }

    public static (Guid Value, InputProblem? Problem) Uuid(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return (Guid.Empty, InputProblems.UuidType);
        }

        var read = JsonText.TryRead(() => element.GetString()!, out var text);
        var bare = read && text!.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? text[9..] : text;
        foreach (var format in (ReadOnlySpan<string>)["D", "N", "B"])
        {
            // .NET also reads past white space and signs within.
            if (Guid.TryParseExact(bare, format, out var value) && value.ToString(format).Equals(bare, StringComparison.OrdinalIgnoreCase))
            {
                return (value, null);
            }
        }

        return (Guid.Empty, InputProblems.UuidParsing("expected 32 hexadecimal digits, with or without hyphens"));
    }

    private static (bool Value, InputProblem? Problem) OfWord(string text) => text.ToUpperInvariant() switch
    {
        "1" or "ON" or "T" or "TRUE" or "Y" or "YES" => (true, null),
        "0" or "OFF" or "F" or "FALSE" or "N" or "NO" => (false, null),
        _ => (false, InputProblems.BoolParsing),
    };

    private static (int Value, InputProblem? Problem) OfNumber(string raw)
    {
        if (raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            return (Saturate(raw), null);
        }

        var number = double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture);
        return !double.IsFinite(number) ? (0, InputProblems.FiniteNumber)
            : !double.IsInteger(number) ? (0, InputProblems.IntFromFloat)
            : Math.Abs(number) >= Int64Bound ? (0, InputProblems.IntParsingSize)
            : ((int)Math.Clamp(number, int.MinValue, int.MaxValue), null);
    }

    private static (int Value, InputProblem? Problem) OfText(string text)
    {
        var match = IntegerText().Match(text);
        if (!match.Success)
        {
            return (0, InputProblems.IntParsing);
        }

        var digits = match.Groups["digits"].Value.Replace("_", string.Empty, StringComparison.Ordinal);
        return digits.Length > 4300 ? (0, InputProblems.IntParsingSize) : (Saturate(match.Groups["sign"].Value + digits), null);
    }

    // Every integer of the API has bounds well within 32 bits: what is beyond is as wrong as the next one beyond.
    private static int Saturate(string digits)
    {
        var bare = digits.TrimStart('+', '-').TrimStart('0');
        return bare.Length > 10 ? (digits[0] == '-' ? int.MinValue : int.MaxValue)
            : (int)Math.Clamp(long.Parse((digits[0] == '-' ? "-0" : "0") + bare, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), int.MinValue, int.MaxValue);
    }

    [GeneratedRegex(@"\A\s*(?<sign>[+-]?)(?<digits>[0-9]+(_[0-9]+)*)(\.0+)?\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IntegerText();
}
