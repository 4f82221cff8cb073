using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OrganizationApiTokens.Create;

internal sealed class CreateApiTokenValidator : AbstractValidator<CreateApiTokenCommand>
{
    public CreateApiTokenValidator()
    {
        RuleFor(command => command.Organization).Optional();
        RuleFor(command => command.Organization).Organization();
        RuleFor(command => command.Properties).Required();
        RuleFor(command => command.Annotations).Optional();
        RuleFor(command => command.Annotations).Annotations();
    }
}
