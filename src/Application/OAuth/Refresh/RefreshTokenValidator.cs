using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OAuth.Refresh;

internal sealed class RefreshTokenValidator : AbstractValidator<RefreshTokenCommand>
{
    public const string GrantType = "refresh_token";

    public RefreshTokenValidator()
    {
        RuleFor(command => command.GrantType).Required();
        RuleFor(command => command.RefreshToken).Optional();
        RuleFor(command => command.Scope).Optional();
    }
}
