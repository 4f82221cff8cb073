using FluentValidation;
using TokenPlatform.Application.Common.Inputs;

namespace TokenPlatform.Application.Members.Update;

internal sealed class UpdateMemberValidator : AbstractValidator<UpdateMemberCommand>
{
    public UpdateMemberValidator()
    {
        RuleFor(command => command.Role).RefusesNull(MemberRules.NoRole);
        RuleFor(command => command.Role).RoleName();
    }
}
