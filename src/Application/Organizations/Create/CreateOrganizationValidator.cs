using System.Text.RegularExpressions;
using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Organizations.Create;

internal sealed partial class CreateOrganizationValidator : AbstractValidator<CreateOrganizationCommand>
{
    private const string SubDomainPattern = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    public CreateOrganizationValidator()
    {
        RuleFor(command => command.Name).Required();
        RuleFor(command => command.Name).Length(1, 255);
        RuleFor(command => command.SubDomain).Required();
        RuleFor(command => command.SubDomain).Value((text, site, report) =>
        {
            if (!SubDomain().IsMatch(text) || text.EndsWith('\n'))
            {
                report(site.Error(InputProblems.PatternMismatch(SubDomainPattern)));
            }
        });
    }

    [GeneratedRegex(SubDomainPattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubDomain();
}
