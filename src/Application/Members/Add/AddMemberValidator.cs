using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Members.Add;

internal sealed class AddMemberValidator : AbstractValidator<AddMemberCommand>
{
    public AddMemberValidator()
    {
        When(
            command => command.Email.State is InputState.Absent or InputState.Null,
            () => RuleFor(command => command.UserId).Required()).Otherwise(
            () => RuleFor(command => command.UserId).Optional());
        RuleFor(command => command.Email).Optional();
        RuleFor(command => command.Email).OnlyIf(command => !command.UserId.HasValue, "user_id and email exclude each other");
        RuleFor(command => command.Role).Required(MemberRules.NoRole);
        RuleFor(command => command.Role).RoleName();
    }
}
