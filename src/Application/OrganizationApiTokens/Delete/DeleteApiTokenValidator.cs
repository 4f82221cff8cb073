using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OrganizationApiTokens.Delete;

internal sealed class DeleteApiTokenValidator : AbstractValidator<DeleteApiTokenCommand>
{
    public DeleteApiTokenValidator()
    {
        RuleFor(command => command.ApiToken).Optional();
        RuleFor(command => command.ApiToken).ApiToken();
    }
}
