using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Members.Add;

internal sealed class AddMemberValidator : AbstractValidator<AddMemberCommand>
{
    public AddMemberValidator()
    {
        RuleFor(command => command.UserId).Optional();
        RuleFor(command => command.UserId).OrElse(command => command.Email, "either user_id or email is needed");
        RuleFor(command => command.Email).Optional();
        RuleFor(command => command.Email).OnlyIf(command => !command.UserId.HasValue, "user_id and email exclude each other");
        RuleFor(command => command.Role).Required(MemberRules.NoRole);
        RuleFor(command => command.Role).RoleName();
    }
}
