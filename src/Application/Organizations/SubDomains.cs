using System.Text.RegularExpressions;
using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Organizations;

/// <summary>Sub-domains name organizations: lower-case DNS labels.</summary>
internal static partial class SubDomains
{
    private const string Pattern = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    public static IRuleBuilderOptionsConditions<TRequest, Input<string>> SubDomain<TRequest>(this IRuleBuilder<TRequest, Input<string>> rule) =>
        rule.Value((text, site, report) =>
        {
            // In .NET '$' also takes the place before a final line feed.
            if (!Label().IsMatch(text) || text.EndsWith('\n'))
            {
                report(site.Error(InputProblems.PatternMismatch(Pattern)));
            }
        });

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
