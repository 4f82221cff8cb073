using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OrganizationApiTokens.RegenerateSecret;

internal sealed class RegenerateApiTokenSecretValidator : AbstractValidator<RegenerateApiTokenSecretCommand>
{
    public RegenerateApiTokenSecretValidator()
    {
        RuleFor(command => command.ApiToken).Optional();
        RuleFor(command => command.ApiToken).ApiToken();
    }
}
