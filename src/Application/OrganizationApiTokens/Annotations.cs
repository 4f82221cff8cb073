using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Domain.Tokens;

namespace TokenPlatform.Application.OrganizationApiTokens;

/// <summary>An annotation as it was sent.</summary>
/// <param name="Key">1..255 code points.</param>
/// <param name="Value">0..255 code points; empty unless sent.</param>
public sealed record SentAnnotation(Input<string> Key, Input<string> Value);

/// <summary>Annotations to look for: as many values as keys, in the same order, or no value at all.</summary>
/// <param name="Keys">At most 200.</param>
/// <param name="Values">As many, or none.</param>
public sealed record AnnotationFilter(Input<IReadOnlyList<Input<string>>> Keys, Input<IReadOnlyList<Input<string>>> Values)
{
    /// <summary>What is looked for.</summary>
    internal IReadOnlyList<WantedAnnotation> Wanted =>
        Values.HasValue
            ? [.. Keys.Items().Zip(Values.Items(), (key, value) => new WantedAnnotation(key, value))]
            : [.. Keys.Items().Select(key => new WantedAnnotation(key, null))];
}

/// <summary>The rules of annotations, to keep and to look for.</summary>
internal static class AnnotationRules
{
    public static IReadOnlyList<Annotation>? OrNull(this Input<IReadOnlyList<Input<SentAnnotation>>> sent) =>
        sent.HasValue ? [.. sent.Items().Select(item => new Annotation(item.Key.Value!, item.Value.Value ?? string.Empty))] : null;

    public static IRuleBuilderOptionsConditions<TRequest, Input<IReadOnlyList<Input<SentAnnotation>>>> Annotations<TRequest>(
        this IRuleBuilder<TRequest, Input<IReadOnlyList<Input<SentAnnotation>>>> rule) =>
        rule.Value((items, site, report) =>
        {
            if (items.Count > Annotation.Max)
            {
                report(site.Error(InputProblems.TooLong(Annotation.Max, items.Count)));
                return;
            }

            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var item in items)
            {
                Judge(item, keys, report);
            }
        });

    public static IRuleBuilderOptionsConditions<TRequest, Input<AnnotationFilter>> Annotations<TRequest>(
        this IRuleBuilder<TRequest, Input<AnnotationFilter>> rule) =>
        rule.Value((filter, site, report) =>
        {
            var (keys, values) = (filter.Keys.Value?.Count ?? 0, filter.Values.Value?.Count ?? 0);
            if (Math.Max(keys, values) is > Annotation.Max and var most)
            {
                report(site.Error(InputProblems.TooLong(Annotation.Max, most)));
            }
            else if (values > 0 && values != keys)
            {
                report(site.Error(InputProblems.Value("there are as many values as keys, or none at all")));
            }
            else
            {
                InputRules.JudgeStrings(filter.Keys.Value ?? [], 1, report);
                InputRules.JudgeStrings(filter.Values.Value ?? [], 0, report);
            }
        });

    private static void Judge(Input<SentAnnotation> item, HashSet<string> keys, Action<InputError> report)
    {
        if (item.Problem is { } error)
        {
            report(error);
            return;
        }

        var (key, value) = (item.Value!.Key, item.Value.Value);
        if (key.State == InputState.Absent)
        {
            report(key.Site!.Error(InputProblems.Missing));
        }
        else if (key.Problem is { } wrongKey)
        {
            report(wrongKey);
        }
        else if (InputRules.JudgeStrings([key], 1, report) && !keys.Add(key.Value!))
        {
            report(key.Site!.Error(InputProblems.Value("a token has a key once")));
        }

        if (value.State == InputState.Invalid)
        {
            report(value.Problem!);
        }
        else if (value.HasValue)
        {
            InputRules.JudgeStrings([value], 0, report);
        }
    }
}
