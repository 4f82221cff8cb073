using FluentValidation;
using TokenPlatform.Application.Common.Inputs;
using TokenPlatform.Application.Users;

namespace TokenPlatform.Application.Sessions.Start;

// What no user can have is refused; what is too short is a wrong answer like any other.
internal sealed class StartSessionValidator : AbstractValidator<StartSessionCommand>
{
    public StartSessionValidator()
    {
        RuleFor(command => command.Email).Required();
        RuleFor(command => command.Email).Length(0, Emails.MaxLength);
        RuleFor(command => command.Password).Required();
        RuleFor(command => command.Password).Length(0, Passwords.MaxLength);
    }
}
