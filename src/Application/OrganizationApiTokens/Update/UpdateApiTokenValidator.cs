using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OrganizationApiTokens.Update;

internal sealed class UpdateApiTokenValidator : AbstractValidator<UpdateApiTokenCommand>
{
    public UpdateApiTokenValidator()
    {
        RuleFor(command => command.ApiToken).Optional();
        RuleFor(command => command.ApiToken).ApiToken();
        RuleFor(command => command.Properties).Required();
        RuleFor(command => command.Annotations).RefusesNull();
        RuleFor(command => command.Annotations).Annotations();
    }
}
