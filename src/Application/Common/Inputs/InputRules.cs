using FluentValidation;
using FluentValidation.Results;
using TokenPlatform.Application.Common.Paging;
using TokenPlatform.Domain.Verification;

namespace TokenPlatform.Application.Common.Inputs;

/// <summary>
/// Rules for <see cref="Input{T}"/>. The first rule of a field is <c>Required</c>, <c>Optional</c> or <c>RefusesNull</c>
/// and reports what is wrong with its type; those after it judge good values only. Of a closed set Pydantic says that the
/// value is none of it, whatever its type: there the first rule is told so.
/// </summary>
internal static class InputRules
{
    public const int MaxItems = 200;

    public static IRuleBuilderOptionsConditions<TRequest, Input<T>> Required<TRequest, T>(
        this IRuleBuilder<TRequest, Input<T>> rule, InputProblem? ifNoString = null) =>
        rule.Custom((input, context) =>
        {
            if (input.State == InputState.Absent)
            {
                context.Report(input.Site!.Error(InputProblems.Missing));
            }
            else if (input.Problem is { } error)
            {
                context.ReportType(input, error, ifNoString);
            }
        });

    public static IRuleBuilderOptionsConditions<TRequest, Input<T>> Optional<TRequest, T>(
        this IRuleBuilder<TRequest, Input<T>> rule, InputProblem? ifNoString = null) =>
        rule.Custom((input, context) =>
        {
            if (input.State == InputState.Invalid)
            {
                context.ReportType(input, input.Problem!, ifNoString);
            }
        });

    /// <summary>For fields of a PATCH that null has no meaning for: they may be left out.</summary>
    public static IRuleBuilderOptionsConditions<TRequest, Input<T>> RefusesNull<TRequest, T>(
        this IRuleBuilder<TRequest, Input<T>> rule, InputProblem? ifNoString = null) =>
        rule.Custom((input, context) =>
        {
            if (input.Problem is { } error)
            {
                context.ReportType(input, error, ifNoString);
            }
        });

    public static IRuleBuilderOptionsConditions<TRequest, Input<string>> Length<TRequest>(
        this IRuleBuilder<TRequest, Input<string>> rule, int min, int max) =>
        rule.Value((text, site, report) => JudgeLength(text, site, min, max, report));

    public static IRuleBuilderOptionsConditions<TRequest, Input<int>> Between<TRequest>(
        this IRuleBuilder<TRequest, Input<int>> rule, int min, int max) =>
        rule.Value((number, site, report) =>
        {
            if (number < min)
            {
                report(site.Error(InputProblems.GreaterThanEqual(min)));
            }
            else if (number > max)
            {
                report(site.Error(InputProblems.LessThanEqual(max)));
            }
        });

    public static IRuleBuilderOptionsConditions<TRequest, Input<string>> OneOf<TRequest>(
        this IRuleBuilder<TRequest, Input<string>> rule, IReadOnlyList<string> words) =>
        rule.Value((text, site, report) =>
        {
            if (!words.Contains(text, StringComparer.Ordinal))
            {
                report(site.Error(InputProblems.Enum(words)));
            }
        });

    public static IRuleBuilderOptionsConditions<TRequest, Input<DateTimeOffset>> InTheFuture<TRequest>(
        this IRuleBuilder<TRequest, Input<DateTimeOffset>> rule, TimeProvider clock) =>
        rule.Value((time, site, report) =>
        {
            if (time <= clock.GetUtcNow())
            {
                report(site.Error(InputProblems.DateTimeFuture));
            }
        });

    /// <summary>At most 200 strings of 1..255 code points, each of a grammar where one is given.</summary>
    public static IRuleBuilderOptionsConditions<TRequest, Input<IReadOnlyList<Input<string>>>> Strings<TRequest>(
        this IRuleBuilder<TRequest, Input<IReadOnlyList<Input<string>>>> rule, Func<string, InputProblem?>? grammar = null) =>
        rule.Value((items, site, report) =>
        {
            if (items.Count > MaxItems)
            {
                report(site.Error(InputProblems.TooLong(MaxItems, items.Count)));
            }
            else
            {
                JudgeStrings(items, 1, report, grammar);
            }
        });

    /// <summary>Strings of a least length and of 255 code points at most, each of a grammar where one is given.</summary>
    /// <returns>Whether nothing was reported.</returns>
    public static bool JudgeStrings(
        IEnumerable<Input<string>> items, int min, Action<InputError> report, Func<string, InputProblem?>? grammar = null)
    {
        var good = true;
        foreach (var item in items)
        {
            if (item.Problem is { } error)
            {
                good = false;
                report(error);
            }
            else if (!JudgeLength(item.Value!, item.Site!, min, 255, report))
            {
                good = false;
            }
            else if (grammar?.Invoke(item.Value!) is { } problem)
            {
                good = false;
                report(item.Site!.Error(problem));
            }
        }

        return good;
    }

    /// <summary>Refuses a field that was sent although the rest of the request leaves no room for it.</summary>
    public static IRuleBuilderOptionsConditions<TRequest, Input<T>> OnlyIf<TRequest, T>(
        this IRuleBuilder<TRequest, Input<T>> rule, Func<TRequest, bool> hasRoom, string otherwise) =>
        rule.Custom((input, context) =>
        {
            if (input.HasValue && !hasRoom(context.InstanceToValidate))
            {
                context.Report(input.Site!.Error(InputProblems.Value(otherwise)));
            }
        });

    /// <summary>Refuses a request that has neither of two fields.</summary>
    public static IRuleBuilderOptionsConditions<TRequest, Input<T>> OrElse<TRequest, T, TOther>(
        this IRuleBuilder<TRequest, Input<T>> rule, Func<TRequest, Input<TOther>> other, string otherwise) =>
        rule.Custom((input, context) =>
        {
            if (IsMissing(input) && IsMissing(other(context.InstanceToValidate)))
            {
                context.Report(input.Site!.Parent!.Error(InputProblems.Value(otherwise)));
            }
        });

    public static IRuleBuilderOptionsConditions<TRequest, Input<string>> CursorOf<TRequest>(
        this IRuleBuilder<TRequest, Input<string>> rule, Func<TRequest, string> list) =>
        rule.Custom((input, context) =>
        {
            if (input.HasValue && !Cursor.TryRead(list(context.InstanceToValidate), input.Value!, out _))
            {
                context.Report(input.Site!.Error(InputProblems.Value("not a cursor of this list")));
            }
        });

    /// <summary>For the family that refuses a malformed id in a path instead of finding nothing by it.</summary>
    public static IRuleBuilderOptionsConditions<TRequest, ResourceId> UuidOrSelf<TRequest>(
        this IRuleBuilder<TRequest, ResourceId> rule, string name) =>
        rule.Custom((id, context) =>
        {
            if (id.Text != ResourceId.Self && !id.IsUuid)
            {
                context.Report(new InputError(["path", name], "null", InputProblems.UuidParsing("expected 32 hexadecimal digits with hyphens")));
            }
        });

    public static IRuleBuilderOptionsConditions<TRequest, Input<T>> Value<TRequest, T>(
        this IRuleBuilder<TRequest, Input<T>> rule, Action<T, InputSite, Action<InputError>> judge) =>
        rule.Custom((input, context) =>
        {
            if (input.HasValue)
            {
                judge(input.Value!, input.Site!, context.Report);
            }
        });

    public static InputProblem? PathGrammar(string text) =>
        PathPattern.IsWellFormed(text) ? null : InputProblems.Value("a path begins with '/', is not escaped, has no dot segments, and '**' only as its last segment");

    public static InputProblem? AddressGrammar(string text) =>
        AddressRange.TryParse(text, out _) ? null : InputProblems.Value("not an IP address, nor a CIDR network without host bits");

    /// <summary>Every input that has a rule reports through here: the error travels as it is.</summary>
    private static void Report<TRequest>(this ValidationContext<TRequest> context, InputError error) =>
        context.AddFailure(new ValidationFailure(context.PropertyPath, error.Problem.Message) { CustomState = error });

    private static bool IsMissing<T>(Input<T> input) => input.State is InputState.Absent or InputState.Null;

    private static void ReportType<TRequest, T>(
        this ValidationContext<TRequest> context, Input<T> input, InputError error, InputProblem? ifNoString) =>
        context.Report(ifNoString is not null && error.Problem == InputProblems.StringType ? input.Site!.Error(ifNoString) : error);

    private static bool JudgeLength(string text, InputSite site, int min, int max, Action<InputError> report)
    {
        var length = text.EnumerateRunes().Count();
        if (length >= min && length <= max)
        {
            return true;
        }

        report(site.Error(length < min ? InputProblems.StringTooShort(min) : InputProblems.StringTooLong(max)));
        return false;
    }
}
