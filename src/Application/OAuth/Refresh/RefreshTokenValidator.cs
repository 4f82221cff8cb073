using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OAuth.Refresh;

internal sealed class RefreshTokenValidator : AbstractValidator<RefreshTokenCommand>
{
    public const string GrantType = "refresh_token";

    public RefreshTokenValidator()
    {
        RuleFor(command => command.GrantType).Required();

        // Another grant_type has other parameters, and is refused as such.
        When(command => command.GrantType.Is(GrantType), () =>
        {
            RuleFor(command => command.RefreshToken).Required();
            RuleFor(command => command.Scope).Optional();
        });
    }
}
