using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AppTokens.Rotate;

internal sealed class RotateAppTokenValidator : AbstractValidator<RotateAppTokenCommand>
{
    private const int MaxOverlapSeconds = 7 * 24 * 60 * 60;

    public RotateAppTokenValidator()
    {
        RuleFor(command => command.OverlapSeconds).Optional();
        RuleFor(command => command.OverlapSeconds).Between(0, MaxOverlapSeconds);
    }
}
