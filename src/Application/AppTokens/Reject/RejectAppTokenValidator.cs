using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.AppTokens.Reject;

internal sealed class RejectAppTokenValidator : AbstractValidator<RejectAppTokenCommand>
{
    public RejectAppTokenValidator()
    {
        RuleFor(command => command.Reason).Optional();
        RuleFor(command => command.Reason).Length(0, 1000);
    }
}
