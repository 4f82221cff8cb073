using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AppTokens.Revoke;

internal sealed class RevokeAppTokenValidator : AbstractValidator<RevokeAppTokenCommand>
{
    public RevokeAppTokenValidator()
    {
        RuleFor(command => command.Reason).Optional();
        RuleFor(command => command.Reason).Length(0, 1000);
    }
}
