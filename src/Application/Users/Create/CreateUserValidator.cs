using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Users.Create;

internal sealed class CreateUserValidator : AbstractValidator<CreateUserCommand>
{
    public CreateUserValidator()
    {
        RuleFor(command => command.Email).Required();
        RuleFor(command => command.Email).Email();
        RuleFor(command => command.Name).Required();
        RuleFor(command => command.Name).Length(1, 255);
        RuleFor(command => command.Password).Optional();
        RuleFor(command => command.Password).Password();
        RuleFor(command => command.IsPlatformAdmin).Optional();
    }
}
