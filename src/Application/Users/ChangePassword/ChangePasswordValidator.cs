using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Users.ChangePassword;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator()
    {
        RuleFor(command => command.CurrentPassword).Required();
        RuleFor(command => command.CurrentPassword).Length(0, Passwords.MaxLength);
        RuleFor(command => command.NewPassword).Required();
        RuleFor(command => command.NewPassword).Password();
    }
}
