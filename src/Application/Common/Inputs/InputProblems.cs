using System.Globalization;
using TokenPlatform.Domain.Common;

namespace TokenPlatform.Application.Common.Inputs;

/// <summary>The types, sentences and contexts of Pydantic 2 (https://docs.pydantic.dev/latest/errors/validation_errors/).</summary>
public static class InputProblems
{
    /// <summary>A required field was not sent.</summary>
    public static readonly InputProblem Missing = new("missing", "Field required");

    /// <summary>Not a JSON string.</summary>
    public static readonly InputProblem StringType = new("string_type", "Input should be a valid string");

    /// <summary>Neither a number nor a string that could be one.</summary>
    public static readonly InputProblem IntType = new("int_type", "Input should be a valid integer");

    /// <summary>A string that is no integer.</summary>
    public static readonly InputProblem IntParsing =
        new("int_parsing", "Input should be a valid integer, unable to parse string as an integer");

    /// <summary>A number with a fraction.</summary>
    public static readonly InputProblem IntFromFloat =
        new("int_from_float", "Input should be a valid integer, got a number with a fractional part");

    /// <summary>An integer of more than 4300 digits.</summary>
    public static readonly InputProblem IntParsingSize =
        new("int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size");

    /// <summary>A number that is not finite.</summary>
    public static readonly InputProblem FiniteNumber = new("finite_number", "Input should be a finite number");

    /// <summary>Neither a boolean nor something that could be one.</summary>
    public static readonly InputProblem BoolType = new("bool_type", "Input should be a valid boolean");

    /// <summary>A word or number that is no boolean.</summary>
    public static readonly InputProblem BoolParsing =
        new("bool_parsing", "Input should be a valid boolean, unable to interpret input");

    /// <summary>Not a JSON array.</summary>
    public static readonly InputProblem ListType = new("list_type", "Input should be a valid list");

    /// <summary>Neither a string nor anything else that could be a UUID.</summary>
    public static readonly InputProblem UuidType = new("uuid_type", "UUID input should be a string, bytes or UUID object");

    /// <summary>Neither a string nor a number.</summary>
    public static readonly InputProblem DateTimeType = new("datetime_type", "Input should be a valid datetime");

    /// <summary>A time without an offset.</summary>
    public static readonly InputProblem TimezoneAware = new("timezone_aware", "Input should have timezone info");

    /// <summary>A time that is not ahead.</summary>
    public static readonly InputProblem DateTimeFuture = new("datetime_future", "Input should be in the future");

    /// <summary>A body that is not an object.</summary>
    public static readonly InputProblem ModelAttributesType =
        new("model_attributes_type", "Input should be a valid dictionary or object to extract fields from");

    /// <summary>Text with a NUL character.</summary>
    public static readonly InputProblem NulCharacter = Value("text must not contain the NUL character");

    /// <summary>Text with half of a surrogate pair.</summary>
    public static readonly InputProblem LoneSurrogate = Value("text must not contain a lone surrogate");

    /// <summary>Too few code points.</summary>
    /// <param name="min">How many are needed.</param>
    public static InputProblem StringTooShort(int min) => new(
        "string_too_short", $"String should have at least {min} {Plural(min, "character")}", Context("min_length", min));

    /// <summary>Too many code points.</summary>
    /// <param name="max">How many are allowed.</param>
    public static InputProblem StringTooLong(int max) => new(
        "string_too_long", $"String should have at most {max} {Plural(max, "character")}", Context("max_length", max));

    /// <summary>A string outside of its grammar.</summary>
    /// <param name="pattern">The grammar as a regular expression.</param>
    public static InputProblem PatternMismatch(string pattern) =>
        new("string_pattern_mismatch", $"String should match pattern '{pattern}'", Context("pattern", pattern));

    /// <summary>Too small a number.</summary>
    /// <param name="min">The smallest one.</param>
    public static InputProblem GreaterThanEqual(int min) =>
        new("greater_than_equal", $"Input should be greater than or equal to {Text(min)}", Context("ge", min));

    /// <summary>Too large a number.</summary>
    /// <param name="max">The largest one.</param>
    public static InputProblem LessThanEqual(int max) =>
        new("less_than_equal", $"Input should be less than or equal to {Text(max)}", Context("le", max));

    /// <summary>Too many items.</summary>
    /// <param name="max">How many are allowed.</param>
    /// <param name="actual">How many there are.</param>
    public static InputProblem TooLong(int max, int actual) => new(
        "too_long",
        $"List should have at most {max} {Plural(max, "item")} after validation, not {actual}",
        new Dictionary<string, object>(StringComparer.Ordinal) { ["field_type"] = "List", ["max_length"] = max, ["actual_length"] = actual });

    /// <summary>A word outside of a closed set.</summary>
    /// <param name="allowed">The set, in its order.</param>
    public static InputProblem Enum(IReadOnlyList<string> allowed)
    {
        var quoted = allowed.Select(word => $"'{word}'").ToList();
        var expected = quoted.Count == 1 ? quoted[0] : $"{string.Join(", ", quoted.SkipLast(1))} or {quoted[^1]}";
        return new("enum", $"Input should be {expected}", Context("expected", expected));
    }

    /// <summary>A string that is no UUID.</summary>
    /// <param name="error">Why, in words of ours.</param>
    public static InputProblem UuidParsing(string error) =>
        new("uuid_parsing", $"Input should be a valid UUID, {error}", Context("error", error));

    /// <summary>A Unix time that is none.</summary>
    /// <param name="error">Why, in words of ours.</param>
    public static InputProblem DateTimeParsing(string error) =>
        new("datetime_parsing", $"Input should be a valid datetime, {error}", Context("error", error));

    /// <summary>A string that is no time.</summary>
    /// <param name="error">Why, in words of ours.</param>
    public static InputProblem DateTimeFromDateParsing(string error) => new(
        "datetime_from_date_parsing", $"Input should be a valid datetime or date, {error}", Context("error", error));

    /// <summary>A value that breaks a rule no type says.</summary>
    /// <param name="error">Which rule, in words of ours.</param>
    public static InputProblem Value(string error) => new("value_error", $"Value error, {error}", Context("error", error));

    /// <summary>A body that is no JSON.</summary>
    /// <param name="error">Why, in words of ours.</param>
    public static InputProblem JsonInvalid(string error) => new("json_invalid", "JSON decode error", Context("error", error));

    /// <summary>No problem of a field: the whole body was refused before it was read. Becomes that error.</summary>
    /// <param name="error">Why the body was not read.</param>
    public static InputProblem Refused(Error error) => new(RefusedType, error.Message, Context("error", error));

    /// <summary>The error that <see cref="Refused"/> carries; null for any other problem.</summary>
    /// <param name="problem">A problem.</param>
    public static Error? RefusalOf(InputProblem problem) =>
        problem.Type == RefusedType ? (Error)problem.Context!["error"] : null;

    private const string RefusedType = "refused";

    private static Dictionary<string, object> Context(string key, object value) =>
        new(StringComparer.Ordinal) { [key] = value };

    private static string Plural(int count, string noun) => count == 1 ? noun : noun + "s";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
