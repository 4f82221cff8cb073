using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Apps.Create;

internal sealed class CreateAppValidator : AbstractValidator<CreateAppCommand>
{
    public CreateAppValidator()
    {
        RuleFor(command => command.Name).Required();
        RuleFor(command => command.Name).Length(1, 255);
        RuleFor(command => command.Description).Optional();
        RuleFor(command => command.Description).Length(0, 1000);
    }
}
