using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OrganizationApiTokens;

/// <summary>Exactly one value of a lookup counts; an empty one is none.</summary>
internal static class LookupRules
{
    private static readonly InputProblem s_missing = new("missing_lookup_value", "One of the lookup's values is needed, and none was given");
    private static readonly InputProblem s_ambiguous = new("ambiguous_lookup_values", "More than one of the lookup's values was given");

    public static IRuleBuilderOptionsConditions<TRequest, Input<OrganizationLookup>> Organization<TRequest>(
        this IRuleBuilder<TRequest, Input<OrganizationLookup>> rule) =>
        rule.Value((lookup, site, report) => Judge([lookup.Id, lookup.SubDomain], lookup.InPath is null, site, report));

    public static IRuleBuilderOptionsConditions<TRequest, Input<ApiTokenLookup>> ApiToken<TRequest>(
        this IRuleBuilder<TRequest, Input<ApiTokenLookup>> rule) =>
        rule.Value((lookup, site, report) => Judge([lookup.Id], isNeeded: true, site, report));

    private static void Judge(IReadOnlyList<Input<string>> values, bool isNeeded, InputSite site, Action<InputError> report)
    {
        foreach (var value in values.Where(value => value.State == InputState.Invalid))
        {
            report(value.Problem!);
        }

        var given = values.Count(value => value.State == InputState.Invalid || !string.IsNullOrEmpty(value.Value));
        if (given > 1)
        {
            report(site.Error(s_ambiguous));
        }
        else if (given == 0 && isNeeded)
        {
            report(site.Error(s_missing));
        }
    }
}
