using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Users.Update;

internal sealed class UpdateUserValidator : AbstractValidator<UpdateUserCommand>
{
    public UpdateUserValidator()
    {
        RuleFor(command => command.Name).RefusesNull();
        RuleFor(command => command.Name).Length(1, 255);
        RuleFor(command => command.Disabled).RefusesNull();
    }
}
