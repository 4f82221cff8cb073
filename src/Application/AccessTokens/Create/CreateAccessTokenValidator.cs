using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AccessTokens.Create;

internal sealed class CreateAccessTokenValidator : AbstractValidator<CreateAccessTokenCommand>
{
    public CreateAccessTokenValidator()
    {
        RuleFor(command => command.Name).Required();
        RuleFor(command => command.Name).Length(1, 255);
        RuleFor(command => command.ExpiresInDays).Optional();
        RuleFor(command => command.ExpiresInDays).Between(1, 365);
    }
}
