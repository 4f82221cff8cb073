using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Organizations.Update;

internal sealed class UpdateOrganizationValidator : AbstractValidator<UpdateOrganizationCommand>
{
    public UpdateOrganizationValidator()
    {
        RuleFor(command => command.Name).RefusesNull();
        RuleFor(command => command.Name).Length(1, 255);
        RuleFor(command => command.SubDomain).RefusesNull();
        RuleFor(command => command.SubDomain).SubDomain();
    }
}
