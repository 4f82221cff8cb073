using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.OAuth.Revoke;

internal sealed class RevokeTokenValidator : AbstractValidator<RevokeTokenCommand>
{
    public RevokeTokenValidator() => RuleFor(command => command.Token).Required();
}
