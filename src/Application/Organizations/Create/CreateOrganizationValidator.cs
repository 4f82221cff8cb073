using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Organizations.Create;

internal sealed class CreateOrganizationValidator : AbstractValidator<CreateOrganizationCommand>
{
    public CreateOrganizationValidator()
    {
        RuleFor(command => command.Name).Required();
        RuleFor(command => command.Name).Length(1, 255);
        RuleFor(command => command.SubDomain).Required();
        RuleFor(command => command.SubDomain).SubDomain();
    }
}
